// Makes src/signin/secret/breached.bloom from lists of passwords, one a line, the most used first:
//   node bin/breached.ts list.txt [another.txt ...]
// Beside it goes the literal list of the 3,000 most used of the first file that are long enough for us (for the tests).
import { readFileSync, writeFileSync } from 'node:fs'
import { LEAST_LISTED, listed } from '../src/signin/secret/breached.ts'
import { makeBloom, writeBloom } from '../src/signin/secret/bloom.ts'
import { LEAST_LENGTH } from '../src/signin/secret/rules.ts'

const FOLDER = new URL('../src/signin/secret/', import.meta.url)
const ABOUT =
  'lower case, 8 characters or more; lists: 10 million passwords, top million (M. Burnett, public domain), SecLists (MIT), John the Ripper (public domain)'
const MOST_USED = 3000
const WRONG = 1 / 20_000

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#!comment'))

const files = process.argv.slice(2).map(linesOf)
const [ranked = []] = files
const texts = new Set(files.flat().map(listed).filter((text) => text.length >= LEAST_LISTED))
const mostUsed = ranked.filter((line) => [...line].length >= LEAST_LENGTH).slice(0, MOST_USED)
if (mostUsed.length < MOST_USED) throw new Error('the first list is too short')
const file = writeBloom(makeBloom(texts, WRONG), ABOUT)
writeFileSync(new URL('breached.bloom', FOLDER), file)
writeFileSync(new URL('most-used.fixture.txt', FOLDER), `${mostUsed.join('\n')}\n`)
console.log(`${texts.size} passwords, ${file.length} bytes`)
