// Antivirus check by clamd, when one is configured: its INSTREAM command (clamd(8)): chunks of <length, 4 bytes><data>, then 0.
import { connect } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { ClamdAddress } from '#platform/config.ts'
import type { Content } from './store/store.ts'

/** Says whether the bytes are clean; rejects when the antivirus gives no verdict. */
export type Scan = (content: Content) => Promise<'clean' | 'infected'>

const LONGEST_ANSWER = 4096

/**
 * A scan by the clamd at `address` (host and port, or the path of its socket). `timeoutMs` bounds one whole scan.
 */
export function clamdScan(address: ClamdAddress, timeoutMs = 10_000): Scan {
  return (content) =>
    new Promise((resolve, reject) => {
      const socket = connect(address)
      const deadline = setTimeout(() => socket.destroy(new Error('clamd: no answer in time')), timeoutMs)
      let answer = ''
      // What clamd says counts, not that it stopped listening.
      socket.once('connect', () => void pipeline(framed(content), socket, { end: false }).catch(() => {}))
      socket.on('data', (part) => {
        answer += part.toString('latin1')
        if (answer.includes('\0') || answer.length > LONGEST_ANSWER) socket.end()
      })
      socket.once('error', reject)
      socket.once('close', () => {
        clearTimeout(deadline)
        const verdict = verdictOf(answer)
        if (verdict) resolve(verdict)
        else reject(new Error('clamd: no verdict'))
      })
    })
}

async function* framed(content: Content): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0')
  for await (const chunk of content.read() as AsyncIterable<Buffer>) {
    yield length(chunk.length)
    yield chunk
  }
  yield length(0)
}

function length(size: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(size)
  return prefix
}

// « stream: OK », « stream: Win.Test.EICAR_HDB-1 FOUND », « INSTREAM size limit exceeded. ERROR »
function verdictOf(answer: string): 'clean' | 'infected' | null {
  const line = answer.split('\0')[0] ?? ''
  if (line.endsWith(' FOUND')) return 'infected'
  return line === 'stream: OK' ? 'clean' : null
}
