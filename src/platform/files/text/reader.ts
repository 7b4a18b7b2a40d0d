// The program that reads the words of one document (read.ts), says them, and ends.
import { readFile } from 'node:fs/promises'
import { officeOf } from '../office.ts'
import { textOfBytes } from '../plain.ts'
import { officeText } from './office.ts'
import { pdfText } from './pdf.ts'
import { Gathered, type Passage, type Told } from './told.ts'

/** What the reader is given. */
export interface ReadingWork {
  path: string
  mediaType: string
}

function plainText(bytes: Uint8Array): Passage[] {
  const into = new Gathered()
  into.add('', textOfBytes(bytes) ?? '')
  return into.passages
}

function passagesOf(bytes: Buffer, mediaType: string): Passage[] | Promise<Passage[]> {
  const office = officeOf(mediaType)
  if (office !== undefined) return officeText(bytes, office.extension)
  return mediaType === 'application/pdf' ? pdfText(new Uint8Array(bytes)) : plainText(bytes)
}

async function told({ path, mediaType }: ReadingWork): Promise<Told> {
  try {
    return { passages: await passagesOf(await readFile(path), mediaType) }
  } catch (error) {
    return (error as Error).name === 'PasswordException' ? 'locked' : 'unread'
  }
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit())
process.once('message', async (work: ReadingWork) => {
  process.send?.(await told(work), () => process.exit())
})
