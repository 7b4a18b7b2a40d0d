// How far each language of a form has come: what is said, what lacks, what was said of another French. Pure.
import { type FormDefinition, type SaidText, saidTexts } from '#forms'
import { type Html, html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { languageName, plural } from '#platform/ui/french.ts'

export interface Progress {
  gaps: number
  stale: number
  count: number
}

export function progressOf(texts: readonly SaidText[]): Progress {
  const of = (state: SaidText['state']) => texts.filter((text) => text.state === state).length
  return { gaps: of('gap'), stale: of('stale'), count: texts.length }
}

/** « 2 textes manquent, 1 traduction à relire, sur 39 textes » */
export function leftWords({ gaps, stale, count }: Progress): string {
  const all = plural(count, 'texte', 'textes')
  if (gaps + stale === 0) return `${all}, tous traduits`
  return [
    ...(gaps > 0 ? [plural(gaps, 'texte manque', 'textes manquent')] : []),
    ...(stale > 0 ? [plural(stale, 'traduction à relire', 'traductions à relire')] : []),
    `sur ${all}`,
  ].join(', ')
}

/** Said where a form is published: what lacks is read in French, and keeps nothing back. */
export function languagesTold(form: FormDefinition): Html | null {
  const { languages = [] } = form
  const lines = languages.flatMap(({ code }) => {
    const progress = progressOf(saidTexts(form, code))
    return progress.gaps + progress.stale === 0
      ? []
      : [html`<li>En ${languageName(code)}&nbsp;: ${leftWords(progress)}.</li>`]
  })
  return lines.length === 0
    ? null
    : notice(
        'warn',
        'Une partie du formulaire sera lue en français',
        html`<ul>${lines}</ul><p>Cela n’empêche pas de publier.</p>`,
      )
}
