// The words of a PDF, page by page, by the library that browsers read them with (PDF.js).
import { getDocumentProxy } from 'unpdf'
import { Gathered, type Passage } from './told.ts'

const MOST_PAGES = 2000

/** @throws what the library says of one that is broken or locked */
export async function pdfText(bytes: Uint8Array): Promise<Passage[]> {
  const pdf = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 })
  const into = new Gathered()
  for (let n = 1; n <= Math.min(pdf.numPages, MOST_PAGES) && !into.isFull; n += 1) {
    // One page that is broken costs no other.
    const text = await pageText(await pdf.getPage(n)).catch(() => '')
    into.add(`page ${n}`, text)
  }
  return into.passages
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

async function pageText(page: Page): Promise<string> {
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  page.cleanup()
  // A word that is cut at the end of its line is one.
  return text.replaceAll(/(\p{L})[-\u00ad\u2010]\n(?=\p{Ll})/gu, '$1')
}
