// Antivirus check by clamd, when one is configured: its INSTREAM command (clamd(8)): chunks of <length, 4 bytes><data>, then 0.
import { connect, type Socket } from 'node:net'
import type { ClamdAddress } from '#platform/config.ts'

/** Says whether the bytes are clean; rejects when the antivirus gives no verdict. */
export type Scan = (bytes: Buffer) => Promise<'clean' | 'infected'>

const CHUNK = 65_536
const LONGEST_ANSWER = 4096

/**
 * A scan by the clamd at `address` (host and port, or the path of its socket). `timeoutMs` bounds one whole scan.
 */
export function clamdScan(address: ClamdAddress, timeoutMs = 10_000): Scan {
  return (bytes) =>
    new Promise((resolve, reject) => {
      const socket = connect(address)
      const deadline = setTimeout(() => socket.destroy(new Error('clamd: no answer in time')), timeoutMs)
      let answer = ''
      socket.once('connect', () => sendStream(socket, bytes))
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

function sendStream(socket: Socket, bytes: Buffer): void {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK)
    socket.write(length(chunk.length))
    socket.write(chunk)
  }
  socket.write(length(0))
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
