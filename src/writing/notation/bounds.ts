// What is refused before it is read: a notation whose reading would take long, whatever it says.
import { MOST } from '../text/document.ts'

/** Lines, signs that may open or close a passage, containers that a line opens or stands in. */
const LINES = 2_000
const SIGNS = 2_000
const CONTAINERS = 20
/** Containers within others, of all lines together; and cells of tables: bars of a line, as many times as there are lines. */
const ALL_CONTAINERS = 1_000
const CELLS = 8_000

/** What is wrong in a line, and how to mend it. */
export interface LineProblem {
  readonly line: number
  readonly message: string
}

const french = (count: number): string => count.toLocaleString('fr-FR')

const opened = (line: string): number =>
  (/^[\s>*+\-\d.)]*/.exec(line)?.[0].match(/>|[*+-]\s|[.)]\s|\s\s|\t/g) ?? []).length

/** Why a notation is not read; null: it is. */
export function outOfBounds(source: string): LineProblem | null {
  if (source.length > MOST.notation)
    return { line: 1, message: `ce texte dépasse ${french(MOST.notation)} caractères.` }
  const lines = source.split('\n')
  if (lines.length > LINES) return { line: LINES, message: `ce texte dépasse ${french(LINES)} lignes.` }
  const deep = lines.findIndex((line) => opened(line) > CONTAINERS)
  if (deep >= 0)
    return { line: deep + 1, message: 'cette ligne commence par trop de signes ou trop d’espaces.' }
  let containers = 0
  const nested = lines.findIndex((line) => (containers += Math.max(0, opened(line) - 1)) > ALL_CONTAINERS)
  if (nested >= 0)
    return {
      line: nested + 1,
      message: 'ce texte contient trop de listes ou de citations les unes dans les autres.',
    }
  const widest = Math.max(...lines.map((line) => line.split('|').length - 1))
  const rows = lines.filter((line) => line.includes('|')).length
  if (widest * rows > CELLS)
    return { line: lines.findIndex((line) => line.includes('|')) + 1, message: 'ce tableau est trop grand.' }
  let signs = 0
  const full = lines.findIndex((line) => (signs += line.match(/[*_[\]]/g)?.length ?? 0) > SIGNS)
  return full < 0
    ? null
    : { line: full + 1, message: 'ce texte contient trop de signes de mise en forme (*, _, [ ou ]).' }
}
