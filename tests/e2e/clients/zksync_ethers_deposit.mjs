// A deposit with zksync-ethers as its users write it; what happened goes to stdout as JSON.
// Usage: node zksync_ethers_deposit.mjs L1 L2 KEY TOKEN AMOUNT RECEIVER
import { ethers } from "ethers";
import { Provider, Wallet } from "zksync-ethers";

const [l1Url, l2Url, key, token, amount, to] = process.argv.slice(2);
const l2 = new Provider(l2Url);
const l1 = new ethers.JsonRpcProvider(l1Url, undefined, { polling: true, pollingInterval: 100 });
l2.pollingInterval = 100;
const wallet = new Wallet(key, l2, l1);

const deposit = await wallet.deposit({
  token,
  amount,
  to,
  approveERC20: true,
  approveBaseERC20: true,
});
const receipt = await deposit.wait();
console.log(JSON.stringify({ l2Hash: receipt.hash, status: receipt.status }));
process.exit(0);
