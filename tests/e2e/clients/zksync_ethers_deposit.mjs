// A deposit with zksync-ethers as its users write it; what happened goes to stdout as JSON.
// Usage: node zksync_ethers_deposit.mjs L1 L2 KEY TOKEN AMOUNT RECEIVER
import { ethers } from "ethers";
import { Provider, Wallet } from "zksync-ethers";

const [l1Url, l2Url, key, token, amount, to] = process.argv.slice(2);
const l2 = new Provider(l2Url);
// ethers keeps answers for 250 ms, a nonce too: longer than this L1 takes for the approval.
const options = { cacheTimeout: -1, polling: true, pollingInterval: 100 };
const l1 = new ethers.JsonRpcProvider(l1Url, undefined, options);
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
