// The thread that draws papers, one after the other (aside.ts).
import { parentPort } from 'node:worker_threads'
import { type Paper, renderPaper } from './document.ts'

parentPort?.on('message', async (paper: Paper) => {
  parentPort?.postMessage(await renderPaper(paper))
})
