// What an agent asks of their employer at a kiosk: the services that are for them, the form of one page by page, its receipt, to be printed.
import {
  askedDrafts,
  type AskedAt,
  type AskedPage,
  askedPageOf,
  askedReceipt,
  type AskedReview,
  askedReview,
  askedServices,
  chargeWords,
  type Elsewhere,
  promisedItems,
  saveAsked,
  sendAsked,
  titleWords,
} from '#requests'
import { territory } from '#territory'
import { attrs, html } from '#platform/html.ts'
import { type Context, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { emptyState, errorSummary, notice, promise } from '#platform/ui/feedback.ts'
import { dateTime, plural } from '#platform/ui/french.ts'
import { randomUUID } from 'node:crypto'
import { atStand, HERE } from './page.ts'
import { bigLinks } from './read.ts'
import type { Visit } from './visit.ts'

export const ASK = `${HERE}/demander`
export const OWN = `${HERE}/mes-demandes`

const stepUrl = ({ slug, draft }: Pick<AskedAt, 'slug' | 'draft'>, step: string): string =>
  `${ASK}/${slug}/${draft}/${step}`

/** Where whoever is there works begins the form, when it is one commune. */
async function askedAt(ctx: Context, { authorityId }: Visit): Promise<AskedAt> {
  const { slug = '', draft = '' } = ctx.params
  const { areas } = await ctx.db.read(ctx.actor, territory)
  const own = areas.filter((area) => area.authorityId === authorityId)
  return { slug, draft, commune: own.length === 1 ? (own[0]?.code ?? null) : null }
}

/** GET /kiosque/demander */
export const showAsk = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const services = await askedServices(tx)
    const begun = (await askedDrafts(tx)).map(({ id, slug, title, at }) => ({
      href: stepUrl({ slug, draft: id }, 'reprendre'),
      title,
      said: `Commencée le ${dateTime(at, visit.zone)}, pas envoyée`,
    }))
    const here = services
      .filter(({ isHere }) => isHere)
      .map(({ slug, title, days }) => ({
        href: `${ASK}/${slug}`,
        title,
        said: days === null ? '' : `Réponse sous ${plural(days, 'jour ouvré', 'jours ouvrés')}`,
      }))
    const others = services.filter(({ isHere }) => !isHere).map(({ title }) => title)
    const list =
      here.length === 0
        ? emptyState('Rien à demander ici', 'Votre responsable vous dira à qui le demander.')
        : bigLinks(here)
    const main = html`<h1>Demander</h1><p class="calm">Un service répond, à une date promise. Seuls ceux qui traitent ces demandes les lisent.</p>
      ${begun.length > 0 && html`<section class="stack tight" aria-labelledby="finir"><h2 id="finir">À finir</h2>${bigLinks(begun)}</section>`}
      ${list}${others.length > 0 && html`<p class="meta">Un document est à joindre, depuis un ordinateur ou un téléphone&nbsp;: ${others.join(', ')}.</p>`}
      <p>${linkButton('Suivre mes demandes', OWN, { kind: 'quiet', big: true })}</p>`
    return atStand(ctx, visit, { title: 'Demander', main })
  })

/** GET /kiosque/demander/:slug: a new draft, saved when something is sent. */
export async function beginAsked(ctx: Context, visit: Visit): Promise<Reply> {
  const asked = { ...(await askedAt(ctx, visit)), draft: randomUUID() }
  const first = await askedPageOf(ctx, asked, null)
  return redirect(stepUrl(asked, 'step' in first ? first.step : first.page))
}

const isElsewhere = (what: object): what is Elsewhere => 'step' in what

function drawn(ctx: Context, visit: Visit, asked: AskedAt, page: AskedPage): Reply {
  const { service, title, at, controls, facts: known, seen, problems, previous, takesFiles } = page
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const given = attrs({ method: 'post', action: stepUrl(asked, page.page), novalidate: true, class: 'stack' })
  const more = attrs({ class: 'stack wide', 'data-facts': JSON.stringify(known) })
  const main = html`<header class="stack tight"><p class="meta">${service}, ${at}</p><h1>${title}</h1></header>${errors.length > 0 && errorSummary(errors, 'Vos autres réponses sont gardées.')}
    <form ${given}>${csrfField(ctx.csrf)}<noscript><input type="hidden" name="${seen.name}" value="${seen.value}"></noscript>
    <p class="meta">Toutes les réponses sont obligatoires, sauf celles marquées «&nbsp;facultatif&nbsp;».${takesFiles && ' Une photo ou un document se joint depuis un ordinateur ou un téléphone.'}</p>
    <conditional-fields ${more}><div class="fields">${controls}</div></conditional-fields>
    ${button('Continuer', { big: true })}</form>
    ${previous !== null && html`<p>${linkButton('Page d’avant', stepUrl(asked, previous), { kind: 'quiet', big: true })}</p>`}
    <p class="meta">La borne vous laisse cinq minutes sans un geste, dix en tout. Ce que vous avez continué attend dans votre compte, et ici à «&nbsp;Demander&nbsp;».</p>`
  const said = { title: `${title}, ${service}`, main, problems: errors.length }
  return atStand(ctx, visit, { ...said, status: errors.length > 0 ? 422 : 200 })
}

/** GET /kiosque/demander/:slug/:draft/:etape */
export async function showAsked(ctx: Context, visit: Visit): Promise<Reply> {
  const asked = await askedAt(ctx, visit)
  const step = ctx.params.etape ?? ''
  const page = await askedPageOf(ctx, asked, step === 'reprendre' ? null : step)
  return isElsewhere(page) ? redirect(stepUrl(asked, page.step)) : drawn(ctx, visit, asked, page)
}

/** POST of a page. */
export async function answerAsked(ctx: Context, visit: Visit, posted: Posted): Promise<Reply> {
  const asked = await askedAt(ctx, visit)
  const page = await saveAsked(ctx, asked, ctx.params.etape ?? '', posted)
  return isElsewhere(page) ? redirect(stepUrl(asked, page.step)) : drawn(ctx, visit, asked, page)
}

/** Where the answers stop the form: what to do instead, and the way back. */
function ended(
  ctx: Context,
  visit: Visit,
  asked: AskedAt,
  service: string,
  { page, title, text }: NonNullable<AskedReview['ended']>,
): Reply {
  const main = html`<header class="stack tight"><p class="meta">${service}</p><h1>${title}</h1></header>${text}<p class="meta">Rien n’est envoyé. Vos réponses sont gardées dans votre compte.</p><p>${linkButton('Changer mes réponses', stepUrl(asked, page), { big: true })}</p>`
  return atStand(ctx, visit, { title, main })
}

/** GET .../verifier */
export async function reviewAsked(ctx: Context, visit: Visit): Promise<Reply> {
  const asked = await askedAt(ctx, visit)
  const review = await askedReview(ctx, asked)
  if (isElsewhere(review)) return redirect(stepUrl(asked, review.step))
  if (review.ended !== null) return ended(ctx, visit, asked, review.service, review.ended)
  const parts = review.pages.map(
    ({ id, title, lines }) =>
      html`<section class="stack tight" aria-labelledby="page-${id}"><h2 id="page-${id}">${title}</h2>${facts(lines.map(({ label, value }) => [label, value]))}<p>${linkButton(`Modifier\u00a0: ${title.toLocaleLowerCase('fr')}`, stepUrl(asked, id), { kind: 'quiet', big: true })}</p></section>`,
  )
  const send = review.isOpen
    ? html`<form method="post" action="${stepUrl(asked, 'envoyer')}">${csrfField(ctx.csrf)}${button('Envoyer ma demande', { big: true })}</form>`
    : notice(
        'warn',
        'Cette demande n’est plus proposée',
        html`<p>Rien n’est envoyé. Vos réponses sont gardées dans votre compte.</p>`,
      )
  const main = html`<header class="stack tight"><p class="meta">${review.service}</p><h1>Vérifiez avant d’envoyer</h1></header>${parts}${send}`
  return atStand(ctx, visit, { title: 'Vérifiez avant d’envoyer', main })
}

/** POST .../envoyer: a second press leads to the same receipt. */
export async function doSendAsked(ctx: Context, visit: Visit): Promise<Reply> {
  const asked = await askedAt(ctx, visit)
  const { step } = await sendAsked(ctx, asked)
  return redirect(stepUrl(asked, step))
}

/** GET .../recu: its number in large, and a slip; the code that opens it to anybody is not shown where others look. */
export async function showAskedReceipt(ctx: Context, visit: Visit): Promise<Reply> {
  const view = await askedReceipt(ctx, await askedAt(ctx, visit))
  const { ref } = view.request
  const { done, at } = titleWords(view)
  const { authority, unit, phone } = chargeWords(view)
  const main = html`<article class="stack"><h1>${done}</h1><p class="big-ref">${ref}</p>
    <p>${view.application.service.title}, le ${at}.</p>
    ${promise(promisedItems(view), { title: 'Ce que nous vous promettons' })}
    <p><b>${unit}</b>, ${authority}${phone !== undefined && html`, ${phone}`}</p>
    <p class="calm">Elle est suivie ici, à «&nbsp;Mes demandes&nbsp;», et dans votre compte. Le numéro suffit pour en parler.</p></article>
    <div class="stand-acts no-print"><print-page><button type="button" class="button big" hidden>Imprimer le reçu</button></print-page>${linkButton('Mes demandes', OWN, { kind: 'quiet', big: true })}</div>`
  return atStand(ctx, visit, { title: done, main })
}
