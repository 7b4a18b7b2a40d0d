// Lists of trust as they are read: whom documents are believed from, until when.
import { drafts, live } from '#definitions'
import { bodyOf, draftPanel, pastOf, versionsPanel, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { listOf } from '#platform/screens/list.ts'
import { linkButton } from '#platform/ui/button.ts'
import { type Fact, facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { adminFrame, territory, todayThere } from '#territory'
import { daysOf, toldOf, type TrustList } from './trust-list.ts'
import { TRUST } from './trust-kind.ts'

export const HERE = '/administration/pass/confiance'

export const addressOf = (id: string): string => `${HERE}/${id}`

interface Line {
  list: TrustList
  isDrafted: boolean
  isDue: boolean
}

/** Should a newer official list exist? */
const isDue = ({ official }: TrustList, today: string): boolean =>
  official?.nextUpdate !== undefined && official.nextUpdate < today

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
    {
      label: 'État',
      text: (line) =>
        line.isDrafted ? 'Un brouillon attend' : line.isDue ? 'Liste officielle à relire' : 'En ligne',
    },
  ],
  id: ({ list }) => list.id,
  order: 'titre',
  size: 100,
  async rows(tx) {
    const [begun, today] = [await drafts(tx), await todayThere(tx)]
    return (await live(tx, TRUST)).map(({ id, body }) => ({
      list: body,
      isDue: isDue(body, today),
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

/** What is known of the official list: who must sign it, which was taken, when the next is due. */
function officialPanel(list: TrustList, today: string, mayWrite: boolean): Html {
  const { signer, official } = list
  const at = addressOf(list.id)
  const [told, days] = [toldOf(signer ?? ''), daysOf(signer ?? '')]
  const isOver = days !== null && days.to < today
  const signed =
    told === null || days === null
      ? html`Aucun certificat épinglé&nbsp;: aucune liste n’est prise.`
      : html`<b>${told.subject}</b>, ${isOver ? tag('warn', 'Fini') : `jusqu’au ${mediumDate(days.to)}`}<br><span class="meta">SHA-256&nbsp;: ${told.fingerprint.replaceAll(':', ' ')}</span>`
  const next = official?.nextUpdate
  const due = isDue(list, today)
    ? html`${mediumDate(next ?? '')} ${tag('warn', 'Passé\u00a0: relisez la liste')}`
    : next === undefined
      ? 'Non annoncée'
      : mediumDate(next)
  const read: readonly Fact[] =
    official === undefined
      ? [['Liste prise', 'Aucune']]
      : [
          ['Liste prise', `N°\u00a0${official.sequence}, du ${mediumDate(official.issuedOn)}`],
          ['La suivante', due],
        ]
  const acts =
    mayWrite &&
    html`<div class="row">${
      signer !== undefined &&
      linkButton('Lire la liste officielle', `${at}/liste-officielle`, { kind: 'quiet' })
    }${linkButton(signer === undefined ? 'Épingler un certificat' : 'Changer de certificat', `${at}/signataire`, { kind: 'quiet' })}</div>`
  return panel('La liste officielle', facts([['Signée par', signed], ...read]), { end: acts })
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
  const [isEmpty, today] = [list.authorities.length === 0, await todayThere(tx)]
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
    ${panel('Qui est cru', certificatesTable(list, today), { bare: true, end: add })}
    ${officialPanel(list, today, mayWrite)}
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
