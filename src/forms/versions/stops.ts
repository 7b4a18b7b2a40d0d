// What is wrong with the checks of a form and with where it stops, by itself: what they read is on the page or before it, and an end says
// what to do instead.
import { quoted } from '#platform/ui/french.ts'
import { factsRead } from '#rules'
import type { FormDefinition, FormPage } from '../definition/definition.ts'
import { endFaults } from '../definition/end-faults.ts'
import { resolvedForm } from '../definition/resolved.ts'
import type { FormFault } from './fault.ts'

function pageFaults(page: FormPage, later: ReadonlySet<string>, isAsked: boolean): string[] {
  const { checks = [], ends = [], fields } = page
  const ids = [...checks, ...ends].map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) < at)
  return [
    ...(twice === undefined
      ? []
      : [`La page ${quoted(page.title)} a deux vérifications ou arrêts nommés ${quoted(twice)}.`]),
    ...checks.flatMap(({ message, at, when }) => [
      ...(fields.some(({ id }) => id === at)
        ? []
        : [`La vérification ${quoted(message)} concerne une question qui n’est pas sur sa page.`]),
      ...(factsRead(when).some((id) => later.has(id))
        ? [`La vérification ${quoted(message)} lit une réponse qui n’est pas encore donnée à cette page.`]
        : []),
    ]),
    ...ends.flatMap((end) => [
      ...endFaults(end),
      ...(factsRead(end.when).some((id) => later.has(id))
        ? [`L’arrêt ${quoted(end.title)} lit une réponse qui n’est pas encore donnée à cette page.`]
        : []),
      ...(isAsked
        ? []
        : [
            `L’arrêt ${quoted(end.title)} ne sert pas ici, aucune démarche ne demande ce formulaire\u00a0: retirez-le.`,
          ]),
    ]),
  ]
}

export function stopFaults(form: FormDefinition): FormFault[] {
  const { pages, processing } = resolvedForm(form)
  return pages.flatMap((page, index) => {
    const later = new Set(pages.slice(index + 1).flatMap(({ fields }) => fields.map(({ id }) => id)))
    return pageFaults(page, later, processing === undefined).map((sentence) => ({ at: page.id, sentence }))
  })
}
