// A content as those who write it have it: where it stands, what may be done with it, as it will be read, its editions and its history.
import { audiencesOf, PUBLIC, readersOfRule } from '#audiences'
import { knownNames } from '#people'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Html, html, type HtmlValue } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { type Fact, facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime, longDate, plural, quoted } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage, citizenPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { storyOf, territory } from '#territory'
import { contentArticle } from '../reading/article.ts'
import { addressOf } from '../reading/contents.ts'
import { contentPage } from '../reading/pages.ts'
import { type ContentView, spaceNoun, viewOf } from '../reading/view.ts'
import { brokenLinks } from '../links/queries.ts'
import { brokenText, WHY } from '../links/words.ts'
import { CONTENT_SUBJECT, TOLD } from '../record/events.ts'
import { acknowledgedBy, urgentShown } from '../record/queries.acknowledge.ts'
import { type Opinions, opinionsOf } from '../opinion/queries.ts'
import { seatsAddress } from '../seats/author.ts'
import { missingOf, stumblesOf } from '../documents/words.ts'
import { offersOf, originOf, takenFrom } from '../record/queries.origin.ts'
import { editionOf, editionsOf, type Kept, type Past, pastOf } from '../record/queries.ts'
import { picturesOfText } from '../types/pictures.ts'
import { mayOffer, offeredTo } from '../acts/offer.ts'
import { actsOn } from '../acts/offered.ts'
import { stateTag } from './list.ts'
import { asked, lastEdition, type Place } from '../acts/place.ts'
import { lastWord } from '../acts/said.ts'

const MOST_EDITIONS = 30

type Event = Awaited<ReturnType<typeof storyOf>>[number]

const saidOf = ({ name, payload }: Event): string => {
  const more = payload.because ?? payload.word
  const said = TOLD[name as keyof typeof TOLD] ?? name
  return typeof more === 'string' && more !== '' ? `${said}\u00a0: ${quoted(more)}` : said
}

/** Who reads what is shown, by the name of its audience. */
async function audienceName({ room }: Place, tx: Read, kept: Kept, id: number): Promise<string> {
  if (id === PUBLIC) return 'Public'
  const members = await room?.members(tx, kept)
  if (members?.audienceId === id) return 'Les membres de l’espace'
  return (await audiencesOf(tx)).find((one) => one.id === id)?.name ?? 'Un public choisi par qui publie'
}

/** « 12 lecteurs sur 14, en un an » */
const opinionText = (said: Opinions | null): string | null =>
  said && `${plural(said.helped, 'lecteur', 'lecteurs')} sur ${said.answers}, en des mois finis de l’année`

/** Where it stands, in facts. */
async function standing(place: Place, tx: Read, kept: Kept): Promise<Html> {
  const { zone, unit, authority } = await territory(tx)
  const { shown, coming, state, archivedAt } = kept
  const space = await spaceNoun(tx, kept.spaceId)
  const known: Fact[] = [
    ['État', stateTag(state)],
    [
      'Espace',
      space !== null &&
        `${space.name}${kept.decidedIn === null ? ', qui demande pour lui un public plus large' : ''}`,
    ],
    [
      'Tenu à jour par',
      kept.decidedIn === null && `${unit(kept.unitId).name}, ${authority(kept.authorityId).name}`,
    ],
    ['En ligne', shown && html`version ${shown.edition}, depuis le ${longDate(shown.startsAt, zone)}`],
    ['Pour', shown && (await audienceName(place, tx, kept, shown.audienceId))],
    [
      'Peut être repris par',
      place.isPublishing &&
        (await mayOffer(tx, kept)) &&
        html`${await offeredTo(tx, await offersOf(tx, kept.id))} <a href="${place.at}/${kept.id}/offre">Changer</a>`,
    ],
    ['Relu le', shown && longDate(shown.reviewedAt, zone)],
    ['À relire le', shown && longDate(shown.reviewOn)],
    ['A aidé', opinionText(await opinionsOf(tx, kept.id))],
    [
      'À venir',
      coming &&
        html`version ${coming.edition}, le ${dateTime(coming.startsAt, zone)}, pour ${await audienceName(place, tx, kept, coming.audienceId)}`,
    ],
    ['Retiré le', archivedAt !== null && state !== 'archived' && dateTime(archivedAt, zone)],
  ]
  return facts(known)
}

/** What is to be known before anything is done. */
function warnings(
  kept: Kept,
  missing: readonly string[],
  found: ReturnType<typeof stumblesOf>,
  unseen: number,
): HtmlValue {
  const { state, shown, edition } = kept
  return html`${
    missing.length > 0 &&
    notice('info', 'Il manque quelque chose avant de le publier', html`<p>${missing.join(', ')}.</p>`)
  }${
    found.length > 0 &&
    notice(
      found.some(({ refuses }) => refuses) ? 'warn' : 'info',
      'Ce sur quoi un lecteur buterait',
      html`<ul>${found.map(({ label, said, mend, refuses }) => html`<li><b>${label}&nbsp;: ${said}</b> ${mend}${refuses && ' À corriger avant de publier.'}</li>`)}</ul>`,
    )
  }${
    unseen > 0 &&
    notice(
      'warn',
      unseen > 1 ? `${unseen} images ne sont pas montrées` : 'Une image n’est pas montrée',
      html`<p>Le droit de la montrer a pris fin, ou elle n’est plus dans la médiathèque&nbsp;: on lit à sa place ce qu’elle montrait. Remplacez-la, ou retirez-la du texte.</p>`,
    )
  }${
    shown !== null &&
    shown.edition !== edition &&
    state !== 'archived' &&
    notice(
      'info',
      `La version ${shown.edition} est en ligne`,
      html`<p>La version ${edition}, ci-dessous, ne l’est pas encore.</p>`,
    )
  }`
}

const shownText = ({ startsAt, endsAt }: Past, zone: string): string =>
  `du ${dateTime(startsAt, zone)}${endsAt === null ? '' : ` au ${dateTime(endsAt, zone)}`}`

/** Links of what is shown that lead nowhere any more. */
async function brokenNotice(tx: Read, { id }: Kept): Promise<Html | null> {
  const { zone } = await territory(tx)
  const found = await brokenLinks(tx, [id])
  if (found.length === 0) return null
  const lines = found.map(
    ({ address, why, failedSince }) =>
      html`<li><a href="${address}">${address}</a>&nbsp;: ${WHY[why]} (depuis le ${longDate(failedSince, zone)}).</li>`,
  )
  return notice('warn', brokenText(found.length), html`<ul>${lines}</ul>`)
}

const ENDED = {
  ended: 'Sa source n’est plus en ligne',
  closed: 'Sa source ne se reprend plus\u00a0: vous n’en suivez plus les changements',
} as const

/** Where it comes from, and what its source says since. */
async function originNotice(place: Place, tx: Read, { id }: Kept): Promise<Html | null> {
  const origin = await originOf(tx, id)
  if (origin === undefined) return null
  const { sourceName, href, ofFace, endsWith, toldEnd, now } = origin
  const name = href === null ? sourceName : html`<a href="${href}" rel="external noopener">${sourceName}</a>`
  const end =
    ofFace !== null &&
    place.isPublishing &&
    html` Si cette source n’est plus en ligne, ${endsWith ? 'ce contenu est archivé aussi' : 'ce contenu reste en ligne'}. <a href="${place.at}/${id}/fin-de-source">Changer</a>`
  const from = html`${toldEnd !== null && notice('warn', ENDED[toldEnd])}<p class="meta">Repris de&nbsp;: ${name}.${end}</p>`
  if (now === null) return from
  const way = place.isPublishing && html` <a href="${place.at}/${id}/source">Voir ce qui change</a>`
  return html`${notice('warn', 'Sa source a changé', html`<p>${sourceName} dit maintenant&nbsp;: ${quoted(now.title)}.${way}</p>`)}${from}`
}

async function editionsPanel(place: Place, tx: Read, kept: Kept, story: readonly Event[]): Promise<Html> {
  const { zone } = await territory(tx)
  const past = await pastOf(tx, kept.id)
  const by = new Map(
    story.map(({ payload, actorLabel, name }) => [
      name === 'content.begun' || name === 'content.written' ? payload.edition : null,
      actorLabel,
    ]),
  )
  const rows = (await editionsOf(tx, kept.id, MOST_EDITIONS)).map(({ n, title, writtenAt, restores }) => [
    html`<a href="${place.at}/${kept.id}/versions/${n}">Version ${n}</a>`,
    html`${title}${restores !== null && html`<br><span class="meta">reprise de la version ${restores}</span>`}`,
    `${dateTime(writtenAt, zone)}${by.has(n) ? `, ${by.get(n)}` : ''}`,
    past
      .filter(({ edition }) => edition === n)
      .map((one) => shownText(one, zone))
      .join('\u00a0; '),
  ])
  const columns = [{ label: 'Version' }, { label: 'Titre' }, { label: 'Écrite' }, { label: 'En ligne' }]
  return panel(
    'Versions',
    table({ caption: 'Versions, la dernière d’abord', captionHidden: true, columns, rows, dense: true }),
    {
      bare: true,
    },
  )
}

/** How many of its pictures nobody sees. */
const unseenIn = ({ type, fields, picture, pictures }: ContentView): number =>
  picturesOfText(type, fields, picture).filter((key) => !pictures.has(key)).length

/** Those of its readers whom whoever asks may know, by name where they may be told. */
async function readersOf({ room }: Place, tx: Read, kept: Kept, audienceId: number) {
  const members = await room?.members(tx, kept)
  if (members?.audienceId === audienceId) return members.readers
  const audience = (await audiencesOf(tx)).find(({ id }) => id === audienceId)
  return audience === undefined ? [] : readersOfRule(tx, audience.rule)
}

/** How many have said that they have read what is urgent, who has not, and the reminder. */
async function acknowledgedPanel(place: Place, tx: Read, kept: Kept): Promise<Html | null> {
  const said = await acknowledgedBy(tx, kept.id)
  const urgent = await urgentShown(tx, kept.id)
  if (said === null) return null
  const { zone } = await territory(tx)
  const readers = urgent === null ? [] : await readersOf(place, tx, kept, urgent.audienceId)
  const silent = readers.filter(({ id }) => !said.people.includes(id))
  const known = await knownNames(
    tx,
    silent.filter(({ name }) => name === null).map(({ id }) => id),
  )
  const missing = [...silent.flatMap(({ name }) => name ?? []), ...known]
  const reminded = urgent?.remindedAt ?? null
  const count = said.people.length + said.others
  return panel(
    'Pris connaissance',
    html`${count === 0 ? html`<p><b>Personne</b> ne l’a encore dit.</p>` : html`<p><b>${plural(count, 'personne', 'personnes')}</b>${said.others > 0 && ' au moins'}${count < 2 ? ' l’a dit' : ' l’ont dit'}.</p>`}
    ${missing.length > 0 && html`<p>Ne l’ont pas dit, parmi ceux dont vous pouvez connaître le nom&nbsp;: ${missing.join(', ')}.</p>`}
    ${reminded !== null && html`<p class="meta">Rappelé le ${dateTime(reminded, zone)}.</p>`}
    ${place.decides(kept) && urgent !== null && reminded === null && linkButton('Rappeler à ceux qui ne l’ont pas dit', `${place.at}/${kept.id}/rappel`, { kind: 'quiet' })}`,
  )
}

const backText = ({ room, isPublishing }: Place): string =>
  room !== undefined
    ? 'Tous les contenus de l’espace'
    : isPublishing
      ? 'Tous les contenus'
      : 'Toutes mes propositions'

/** Whoever began it has left its space: those who moderate it answer for it. */
async function leftNotice({ room }: Place, tx: Read, kept: Kept): Promise<Html | null> {
  const members = await room?.members(tx, kept)
  if (members === undefined || members.readers.some(({ id }) => id === kept.authorId)) return null
  return notice(
    'info',
    'Qui l’a commencé n’est plus de l’espace',
    html`<p>Il revient à qui l’anime, qui le publie, le reprend ou l’archive.</p>`,
  )
}

async function showContent(place: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const kept = await asked(place, tx, ctx)
    const last = await lastEdition(tx, kept)
    const view = await viewOf(tx, { ...kept, ...last, spaceId: kept.decidedIn, shown: null })
    const story = await storyOf(tx, CONTENT_SUBJECT, kept.id)
    const told = story
      .toReversed()
      .map((event) => ({ at: event.at, by: event.actorLabel, said: saidOf(event) }))
    const acts = actsOn(place, kept, view.type).map(({ label, name, kind }) =>
      linkButton(label, `${place.at}/${kept.id}/${name}`, { kind }),
    )
    const read =
      kept.shown !== null && html`<a href="${place.at}/${kept.id}/lecture">Le lire comme ses lecteurs</a>`
    const asProfile =
      place.isPublishing && html`<a href="${place.at}/${kept.id}/profil">Le voir comme un profil</a>`
    const main = html`<div class="stack desk-form"><h1>${kept.title}</h1>${await lastWord(tx, kept, story)}${warnings(kept, missingOf(view), stumblesOf(view), unseenIn(view))}${await leftNotice(place, tx, kept)}${await brokenNotice(tx, kept)}${await originNotice(place, tx, kept)}
      ${panel(view.type.title, html`${await standing(place, tx, kept)}<div class="row">${acts}${read}${asProfile}<a href="${seatsAddress(kept.id)}">Inscriptions</a></div>`)}
      ${panel(`Comme on le lira, version ${kept.edition}`, html`<article class="stack reading"><p><b>${view.title}</b></p>${contentArticle(view)}</article>`)}
      ${await acknowledgedPanel(place, tx, kept)}${await editionsPanel(place, tx, kept, story)}${historyPanel(told, view.place.zone)}
      <p><a href="${place.listOf(kept)}">${backText(place)}</a></p></div>`
    return page(
      agentPage(await place.frame(ctx, tx), { title: kept.title, main, current: place.listOf(kept) }),
    )
  })
}

/** What is shown of it, as its readers have it, to who writes it and may be none of them. */
async function showAsRead(place: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const kept = await asked(place, tx, ctx)
    const { shown } = kept
    const edition = shown === null ? undefined : await editionOf(tx, kept.id, shown.edition)
    if (shown === null || edition === undefined) throw new NotFound('Personne ne le lit en ce moment.')
    const view = await viewOf(tx, { ...kept, ...edition, spaceId: kept.decidedIn, shown })
    const name = await audienceName(place, tx, kept, shown.audienceId)
    const readable = shown.audienceId === PUBLIC ? addressOf({ id: kept.id, title: view.title }) : null
    const above = html`<div class="reading stack">${notice(
      'info',
      'Comme ses lecteurs le voient',
      html`<p>Vous le lisez parce que vous l’écrivez. Ses lecteurs&nbsp;: ${shown.audienceId === PUBLIC ? 'tout le monde' : quoted(name)}.</p>
      <p><a href="${place.at}/${kept.id}">Revenir au contenu</a>${readable !== null && html`, <a href="${readable}">sa page publique</a>`}</p>`,
    )}</div>`
    return page(
      citizenPage(frameOf(ctx), contentPage(ctx, view, null, { above, from: await takenFrom(tx, kept.id) })),
    )
  })
}

export const oneRoutes = (place: Place): Route[] => [
  {
    get: `${place.at}/:contenu`,
    action: place.writes,
    title: 'Un contenu',
    face: place.face,
    handle: (ctx: Context) => showContent(place, ctx),
  },
  {
    get: `${place.at}/:contenu/lecture`,
    action: place.writes,
    title: 'Un contenu, comme ses lecteurs',
    face: place.face,
    handle: (ctx: Context) => showAsRead(place, ctx),
  },
]
