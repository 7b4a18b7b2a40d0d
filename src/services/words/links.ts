// Links to communes’ own sites as they are typed: a commune by its name, kept by its code.
import { wordsOf } from '#platform/plain-words.ts'
import type { Territory } from '#territory'

const BAR = ' | '

const plain = (text: string): string => wordsOf(text).join(' ')

/** The third cell of each line, as `said` says it. */
const withCommune = (lines: string, said: (commune: string) => string): string =>
  lines
    .split('\n')
    .map((line) => {
      const [url = '', site, commune] = line.split('|').map((cell) => cell.trim())
      return commune === undefined || commune === '' ? line : [url, site, said(commune)].join(BAR)
    })
    .join('\n')

/** « https://… | le site de la mairie | Bron » */
export const withNames = (lines: string, { area }: Pick<Territory, 'area'>): string =>
  withCommune(lines, (code) => area(code)?.name ?? code)

/** The same as it is kept; what names no commune stays, for the gate to refuse. */
export const withCodes = (lines: string, { communes }: Pick<Territory, 'communes'>): string =>
  withCommune(lines, (typed) => communes.find(({ name }) => plain(name) === plain(typed))?.code ?? typed)
