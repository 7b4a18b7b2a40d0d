// Lists of trust as they are read: whom documents are believed from, until when.
import { drafts, live } from '#definitions'
import { bodyOf, draftPanel, pastOf, versionsPanel, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { listOf } from '#platform/screens/list.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { adminFrame, territory, todayThere } from '#territory'
import { daysOf, type TrustList } from './trust-list.ts'
import { TRUST } from './trust-kind.ts'

export const HERE = '/administration/pass/confiance'

export const addressOf = (id: string): string => `${HERE}/${id}`

interface Line {
  list: TrustList
  isDrafted: boolean
}

/** GET /administration/pass/confiance */
export const trustLists = listOf<Line>({
  at: HERE,
  action: 'trust.read',
  title: 'Documents crus par le pass',
  one: 'liste',
  several: 'listes',
  intro: html`<p class="reading">Un code 2D-Doc (avis d’impôt, facture) n’est cru que s’il est signé par quelqu’un de ces listes. Rien d’autre de lui n’est gardé que la classe qu’il prouve.</p>`,
  columns: [
    {
      label: 'Liste',
      text: ({ list }) => list.title,
      cell: ({ list }) => html`<a href="${addressOf(list.id)}">${list.title}</a>`,
      sort: { name: 'titre', by: ({ list }) => list.title },
    },
    { label: 'Lue le', text: ({ list }) => mediumDate(list.readOn) },
    { label: 'Certificateurs', text: ({ list }) => String(list.authorities.length), right: true },
    {
      label: 'Certificats',
      text: ({ list }) => String(list.authorities.flatMap(({ certificates }) => certificates).length),
      right: true,
    },
    { label: 'État', text: ({ isDrafted }) => (isDrafted ? 'Un brouillon attend' : 'En ligne') },
  ],
  id: ({ list }) => list.id,
  order: 'titre',
  size: 100,
  async rows(tx) {
    const begun = await drafts(tx)
    return (await live(tx, TRUST)).map(({ id, body }) => ({
      list: body,
      isDrafted: begun.some((one) => one.kind === TRUST.kind && one.id === id),
    }))
  },
  empty: { title: 'Aucune liste' },
})

function certificatesTable({ authorities }: TrustList, today: string): Html {
  if (authorities.length === 0)
    return html`<p class="inside">Aucun certificateur&nbsp;: aucun document n’est cru.</p>`
  const state = (until: string | undefined, certificate: string): Html => {
    const days = daysOf(certificate)
    if (until !== undefined && until < today) return tag('bad', `Cru jusqu’au ${mediumDate(until)}`)
    return days === null || days.to < today
      ? tag('warn', 'Fini')
      : tag('good', `Jusqu’au ${mediumDate(days.to)}`)
  }
  return table({
    caption: 'Certificateurs et certificats',
    captionHidden: true,
    columns: [{ label: 'Certificateur' }, { label: 'Certificat' }, { label: 'Valable' }],
    rows: authorities.flatMap((one) => [
      [html`<b>${one.id}</b> ${one.name}`, 'Le sien', state(one.until, one.certificate)],
      ...one.certificates.map((given) => [one.id, given.id, state(one.until, given.certificate)]),
    ]),
    dense: true,
  })
}

/** The page of a list, with why its draft is not published. @throws NotFound */
export async function shownList(
  ctx: Context,
  tx: Read,
  id: string,
  problems: readonly string[],
): Promise<Html> {
  const [frame, name] = [await adminFrame(ctx, tx), { kind: TRUST, id }]
  const written = await writtenOf(tx, name)
  const mayWrite = metropolitanAdministrator.ever(ctx.actor)
  const list = mayWrite ? bodyOf(written) : (written.live?.body ?? bodyOf(written))
  const [at, versions, { zone }] = [addressOf(id), await pastOf(tx, name), await territory(tx)]
  const isEmpty = list.authorities.length === 0
  const certificate =
    !isEmpty &&
    linkButton('Ajouter un certificat', `${at}/certificats/nouveau`, { kind: 'quiet', icon: 'plus' })
  const authority = linkButton('Ajouter un certificateur', `${at}/certificateurs/nouveau`, {
    kind: 'quiet',
    icon: 'plus',
  })
  const add = mayWrite && html`<div class="row">${authority}${certificate}</div>`
  const end =
    mayWrite &&
    !isEmpty &&
    html`<p>${linkButton('Ne plus croire un certificateur', `${at}/dernier-jour`, { kind: 'quiet' })}</p>`
  const change =
    mayWrite && linkButton('Modifier', `${at}/declaration`, { kind: 'quiet', more: 'd’où elle vient' })
  const main = html`<div class="stack"><p class="meta"><a href="${HERE}">${trustLists.title}</a></p><h1>${list.title}</h1>
    ${mayWrite && draftPanel(frame, { at, written, problems })}
    ${panel('Qui est cru', certificatesTable(list, await todayThere(tx)), { bare: true, end: add })}
    ${panel(
      'D’où elle vient',
      facts([
        ['Source', list.source],
        ['Lue le', mediumDate(list.readOn)],
      ]),
      { end: change },
    )}
    ${versions.length > 0 && versionsPanel(versions, zone)}${end}</div>`
  return agentPage(frame, { title: list.title, main, current: HERE, errorCount: problems.length })
}

/** GET /administration/pass/confiance/:liste */
export const showList = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await shownList(ctx, tx, ctx.params.liste ?? '', [])))
