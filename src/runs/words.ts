// Long work in words: how it stands, how far it is.
import type { Html } from '#platform/html.ts'
import type { RunKind } from '#platform/runs/kind.ts'
import type { RunRow, RunState } from '#platform/runs/queries.ts'
import { tag } from '#platform/ui/feedback.ts'
import { number, plural } from '#platform/ui/french.ts'

const STATES: Readonly<
  Record<RunState, readonly [tone: 'info' | 'good' | 'warn' | 'bad' | 'idle', word: string]>
> = {
  waiting: ['idle', 'En attente'],
  running: ['info', 'En cours'],
  done: ['good', 'Terminé'],
  stopped: ['idle', 'Arrêté'],
  failed: ['bad', 'Arrêté par une erreur'],
}

type Standing = Pick<RunRow, 'state' | 'problems'>

export const stateWord = ({ state, problems }: Standing): string =>
  state === 'done' && problems > 0 ? 'Terminé, à lire' : STATES[state][1]

export const stateTag = (run: Standing): Html =>
  tag(run.state === 'done' && run.problems > 0 ? 'warn' : STATES[run.state][0], stateWord(run))

type Nouns = Pick<RunKind, 'one' | 'several'>

/** « 340 demandes sur 1 200 », « 12 000 lignes »; without nouns, figures alone. */
export function countWords(
  { done, total }: Pick<RunRow, 'done' | 'total'>,
  nouns: Nouns | undefined,
): string {
  const said = nouns === undefined ? number(done) : plural(done, nouns.one, nouns.several)
  return total === null ? said : `${said} sur ${number(total)}`
}
