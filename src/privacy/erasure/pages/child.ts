// Before the record of a child is erased: what would go and what would stay; or why it stays, when another parent acts.
import { ofPerson } from '#platform/french/noun.ts'
import { accountMain } from '#people'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { checkboxCard } from '#platform/ui/choices.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { listSentence } from '#platform/ui/french.ts'
import type { ReportLine } from '../queries.ts'
import { type NameOf, reportTables } from './erasure.ts'

interface Child {
  personId: number
  name: string
  /** Parents who act too. */
  others: readonly string[]
}

const back = linkButton('Retour à mes proches', '/compte/proches', { kind: 'quiet' })
const titleOf = ({ name }: Child): string => `Effacer le dossier ${ofPerson(name)}`

export function sharedChildPage(ctx: Context, child: Child): Html {
  const title = titleOf(child)
  const why = html`<p>${listSentence(child.others)} agit aussi pour ${child.name}. Vous pouvez cesser d’agir&nbsp;: ce que vous avez fait reste, et l’autre parent continue. Quand un seul parent agit, il peut effacer le dossier.</p>`
  const body = html`<h1>${title}</h1>${notice('info', 'Un autre parent agit pour cet enfant', why)}<p>${back}</p>`
  return ownPage(ctx, {
    title,
    main: accountMain(ctx, '/compte/proches', body),
  })
}

interface ErasureView {
  child: Child
  report: readonly ReportLine[]
  nameOf: NameOf
  problems: readonly FieldProblem[]
}

export function childErasurePage(ctx: Context, { child, report, nameOf, problems }: ErasureView): Html {
  const title = titleOf(child)
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const box = checkboxCard({
    name: 'accord',
    label: `Je veux effacer pour toujours ce qui est tenu au nom ${ofPerson(child.name)}.`,
    error: problems.find(({ field }) => field === 'accord')?.message,
  })
  const body = html`${errorSummary(errors, 'Rien n’a été effacé.')}<h1>${title}</h1>
    <p>Personne d’autre que vous n’agit pour ${child.name}. Si vous cessez, personne ne veille plus sur ce dossier&nbsp;: il est effacé.</p>
    ${reportTables(report, nameOf, false)}
    ${notice('warn', 'C’est définitif', html`<p>Les demandes en cours continuent&nbsp;: gardez leurs numéros de suivi. Vous n’agirez plus pour ${child.name}. Vous verrez ensuite un certificat.</p>`)}
    <form class="stack" method="post" action="/compte/proches/enfants/${child.personId}/effacement" novalidate>${csrfField(ctx.csrf)}
    <div class="fields">${box}</div>
    <div class="row actions">${button('Effacer ce dossier', { kind: 'danger' })}${back}</div></form>`
  const main = accountMain(ctx, '/compte/proches', body)
  return ownPage(ctx, { title, main, errorCount: errors.length })
}
