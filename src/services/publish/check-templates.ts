// What a reply template may not do beside the acts of workflows: leave a place that nobody fills, or bear the name of an act. Pure.
import type { Problem } from '#platform/house/definition.ts'
import { MESSAGE, type Transition, type WorkflowDefinition } from '#workflows'
import { EXPLANATION, type ReplyTemplate } from '../words/definition.ts'

const TYPED_PLACE = /\{\{[^{}]*\}\}/g

/** Places of a template that are still empty when this act sends it. */
function unfilled({ text }: ReplyTemplate, { who, asks }: Transition): string[] {
  const typed = text.match(TYPED_PLACE) ?? []
  // The system types nothing, and what a resident types is said beside the answer, never in it.
  if (who.includes('system') || who.includes('resident'))
    return [...typed, ...(text.includes(EXPLANATION) ? [EXPLANATION] : [])]
  return asks?.includes('message') === true ? [] : typed
}

function faultsOf(template: ReplyTemplate, act: Transition): string[] {
  const sends = act.effects.some(({ name, template: sent }) => name === MESSAGE && sent === template.id)
  const places = sends ? unfilled(template, act) : []
  return [
    ...places.map(
      (hole) =>
        `l’action «\u00a0${act.label}\u00a0» l’envoie sans que personne puisse remplir ${hole}\u00a0: l’habitant recevrait une place vide.`,
    ),
    ...(template.title.trim().toLowerCase() === act.label.trim().toLowerCase()
      ? [
          `son titre est le nom de l’action «\u00a0${act.label}\u00a0»\u00a0: l’agent verrait deux boutons du même nom.`,
        ]
      : []),
  ]
}

/** Every reason not to offer these templates beside the acts of these workflows, each once. */
export function checkTemplates(
  templates: readonly ReplyTemplate[],
  workflows: readonly WorkflowDefinition[],
): Problem[] {
  const acts = workflows.flatMap(({ transitions }) => transitions)
  return templates.flatMap((template) =>
    [...new Set(acts.flatMap((act) => faultsOf(template, act)))].map((sentence) => ({
      file: 'templates.json',
      at: template.id,
      sentence,
    })),
  )
}
