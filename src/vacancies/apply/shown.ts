// An application in words: what was answered, its files to open, where it stands.
import { type Answers, answersSummary, type FileAnswer, type FormDefinition } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { tag } from '#platform/ui/feedback.ts'
import type { Territory } from '#territory'
import type { State } from './queries.ts'

export const STATES = {
  sent: ['info', 'Envoyée'],
  retained: ['good', 'Retenue'],
  declined: ['idle', 'Non retenue'],
} as const satisfies Record<State, readonly ['info' | 'good' | 'idle', string]>

export const stateTag = (state: State): Html => tag(STATES[state][0], STATES[state][1])

const files = (answer: readonly FileAnswer[]): Html =>
  html`<ul class="plain">${answer.map(({ fileId, name }) => html`<li><a href="/fichiers/${fileId}">${name}</a></li>`)}</ul>`

/** Every answer, in the order of the form. */
export function answersShown(form: FormDefinition, answers: Answers, place: Territory): Html {
  return facts(
    answersSummary(form, answers, place).map((line) => [
      line.label,
      line.files === undefined ? prose([line.value].flat().join(', ')) : files(line.files),
    ]),
    { stacked: true },
  )
}
