// What is wrong with the words of an end, in whichever language.
import { quoted } from '#platform/ui/french.ts'
import { readNotation, stumbles } from '#writing'
import type { PageEnd } from './definition.ts'

export function endFaults({ title, text }: PageEnd): string[] {
  const { doc, problems } = readNotation(text)
  const end = `L’arrêt ${quoted(title)}`
  return [
    ...(doc.content.length === 0 ? [`${end} ne dit pas quoi faire.`] : []),
    ...problems.map(({ line, message }) => `${end}, ligne ${line}\u00a0: ${message}`),
    ...(doc.content.some(({ type }) => type === 'image')
      ? [`${end} montre une image\u00a0: retirez-la.`]
      : []),
    ...stumbles(doc)
      .filter(({ refuses }) => refuses)
      .map(({ said, mend }) => `${end}\u00a0: ${said} ${mend}`),
  ]
}
