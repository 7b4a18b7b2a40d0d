// What a page asks, by the ids of its questions, those of items too: what it has shown, and what its answers open on it.
import type { Answers, FormDefinition, FormPage } from '../definition/definition.ts'
import { wholeField } from '../definition/resolved.ts'
import { asksItems } from '../fields/index.ts'
import { itemKeys, itemPart } from '../fields/repeated/block.ts'
import { itemRaw, questionsOf } from './items.ts'
import { openedByTyped, shownFields, shownParts } from './reachable.ts'
import type { FormProblem, RawAnswers } from './validate.ts'

export function shownIds(form: FormDefinition, page: FormPage, answers: Answers, raw: RawAnswers): string[] {
  const blocks = shownFields(form, page, answers).filter(asksItems)
  return [
    ...shownParts(form, page, answers),
    ...blocks.flatMap((block) => {
      const typed = raw[block.id] ?? {}
      return itemKeys(block, typed).flatMap((key) => {
        const { isVisible, isOffered } = openedByTyped(form, block, answers, itemRaw(block, typed, key))
        return questionsOf(wholeField(form, block))
          .filter(({ id }) => isVisible(id))
          .flatMap(({ id, choices = [] }) => {
            const name = block.id + itemPart(key) + id
            const proposed = choices.flatMap((one, at) =>
              one.showIf === undefined || !isOffered(one) ? [] : [`${name}:${at + 1}`],
            )
            return [name, ...proposed]
          })
      })
    }),
  ]
}

/** The question that a problem is about, as `shownIds` names it. */
export const questionOfProblem = ({ fieldId, within }: FormProblem): string =>
  within === undefined ? fieldId : fieldId + itemPart(within.key) + within.problem.fieldId
