// What whoever is asked to sign reads, and does: opened by the link of a mail, which alone does nothing.
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { hidden } from '#platform/http/form-page.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { fieldGroup, textarea } from '#platform/ui/fields.ts'
import { dateTime, typo } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { checkPart, partInput } from '#platform/ui/parts.ts'
import type { AnswerLine } from '#forms'
import { answerValue } from '../apply/pages/review.ts'

const TITLE = 'Signer une demande'

/** GET /cosignature: says what is asked, and shows nothing of it: programs that read mails follow links. */
export function askedToSignPage(ctx: Context, token: string): Html {
  const body = html`${hidden('jeton', token)}<div class="row actions">${button('Lire la demande', { big: true })}</div>`
  const main = html`<div class="reading stack"><h1>${TITLE}</h1><p class="lead">Quelqu’un a rempli une demande et vous y nomme&nbsp;: elle part quand vous l’avez signée.</p>
    <p>Lisez d’abord les réponses. Rien n’est signé avant que vous ayez écrit votre nom et coché la case.</p>${form({ action: '/cosignature', csrf: ctx.csrf, body })}</div>`
  return citizenPage(frameOf(ctx), { title: TITLE, main, crumbs: [{ href: '/', label: 'Accueil' }] })
}

export interface ToSignView {
  token: string
  service: string
  by: string
  name: string
  signsAs: string
  sentence: string
  askedAt: Date
  zone: string
  pages: readonly { id: string; title: string; lines: readonly AnswerLine[] }[]
  typed: { name: string; agreed: boolean; reason: string }
  problems: readonly FieldProblem[]
}

const problemOf = (problems: readonly FieldProblem[], ...fields: string[]): string[] =>
  problems.filter(({ field }) => fields.includes(field)).map(({ message }) => message)

function signing(ctx: Context, { token, name, signsAs, sentence, typed, problems }: ToSignView): Html {
  const wrong = problemOf(problems, 'signature', 'signature-accord')
  const isOf = (field: string) => problems.some((problem) => problem.field === field)
  const of = {
    name: 'signature',
    label: 'Votre signature',
    hint: `Vous signez en tant que ${typo(signsAs)}. La demande vous nomme ainsi\u00a0: ${name}.`,
    ...(wrong.length > 0 && { error: wrong }),
  }
  const body = html`${hidden('jeton', token)}<div class="fields">${fieldGroup(
    of,
    html`<div class="stack"><blockquote class="signed"><p>${typo(sentence)}</p></blockquote>
    ${partInput({ of, part: '-nom', isFirst: true, label: 'Prénom et nom, qui valent signature', value: typed.name, isWrong: isOf('signature'), medium: true, autocomplete: 'off', maxlength: 200 })}
    ${checkPart({ of, part: '-accord', label: 'Je signe cette phrase de mon nom.', checked: typed.agreed, isWrong: isOf('signature-accord') })}</div>`,
  )}</div><div class="row actions">${button('Signer', { big: true })}</div>`
  return html`<section class="stack" aria-labelledby="signer"><h2 id="signer">Signer</h2>${form({ action: '/cosignature/signature', csrf: ctx.csrf, body })}</section>`
}

function refusing(ctx: Context, { token, typed, problems }: ToSignView): Html {
  const wrong = problemOf(problems, 'raison')
  const body = html`${hidden('jeton', token)}<div class="fields">${textarea({
    name: 'raison',
    label: 'Pourquoi\u00a0?',
    hint: 'La personne qui a rempli la demande lit cette raison, peut changer ses réponses, et vous demander à nouveau.',
    value: typed.reason,
    rows: 3,
    ...(wrong.length > 0 && { error: wrong }),
  })}</div><div class="row actions">${button('Refuser de signer', { kind: 'quiet' })}</div>`
  return html`<section class="stack" aria-labelledby="refuser"><h2 id="refuser">Ne pas signer</h2>${form({ action: '/cosignature/refus', csrf: ctx.csrf, body })}</section>`
}

/** The answers, then what to do of them. */
export function toSignPage(ctx: Context, view: ToSignView): Html {
  const { service, by, askedAt, zone, pages, problems } = view
  const list = pages.map(
    ({ id, title, lines }) =>
      html`<section class="stack" aria-labelledby="page-${id}"><h2 id="page-${id}">${title}</h2>${facts(lines.map((line) => [line.label, answerValue(line)]))}</section>`,
  )
  const main = html`<div class="reading stack wide">${problems.length > 0 && errorSummary(problems.map(({ field, message }) => ({ id: field, message })))}
    <header class="stack"><h1><span class="over">${TITLE}</span>${service}</h1><p class="lead">${by} vous a demandé de signer le ${dateTime(askedAt, zone)}. Voici ce qui partira avec votre signature.</p></header>
    ${list}${signing(ctx, view)}${refusing(ctx, view)}</div>`
  return citizenPage(frameOf(ctx), {
    title: `${TITLE}\u00a0: ${service}`,
    main,
    crumbs: [{ href: '/', label: 'Accueil' }],
    errorCount: problems.length,
  })
}

/** What was done, said once. */
export function doneToSignPage(ctx: Context, answer: 'signed' | 'refused'): Html {
  const title = answer === 'signed' ? 'Vous avez signé' : 'Vous avez refusé de signer'
  const said =
    answer === 'signed'
      ? html`<p>La demande part dès que toutes les personnes nommées ont signé. Vous recevez alors un e-mail, avec sa référence et ce que vous avez signé.</p>`
      : html`<p>La demande ne part pas. La personne qui l’a remplie lit votre raison&nbsp;; si elle change ses réponses et vous demande à nouveau, vous recevez un autre e-mail.</p>`
  const main = html`<div class="reading stack"><h1>${title}</h1>${notice('good', title, said)}<p>Vous pouvez fermer cette page&nbsp;: le lien ne sert plus.</p></div>`
  return citizenPage(frameOf(ctx), { title, main, crumbs: [{ href: '/', label: 'Accueil' }] })
}
