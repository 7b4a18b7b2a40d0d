// Public information as those who write it have it: their list, and the forms that write, change and end one.
import { audiencesOf, PUBLIC, seenBy, seenPanel } from '#audiences'
import { NotFound, BadInput } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { of } from '#platform/french/noun.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag, type Tone } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { adminForm, adminList, authoritiesOf, authorityNoun, localDay, territory, storyOf } from '#territory'
import { addressee, audienceChoices, widened } from './addressee.ts'
import { changeForm, daysProblems, newForm, saidOf, type Typed, typedOf } from './form.ts'
import { noticeArticle, noticeView } from './pages/notices.ts'
import { type KeptNotice, type SaidOfNotice, writtenNotices } from './queries.ts'
import { changeNotice, endNotice, INFORMATION, writeNotice } from './write.ts'

const HERE = '/administration/informations'
const action = 'notice.write'
const back = { href: HERE, label: 'Toutes les informations' }

type Standing = 'current' | 'coming' | 'over'

const STANDINGS: Readonly<Record<Standing, readonly [label: string, tone: Tone | 'idle']>> = {
  current: ['En ligne', 'good'],
  coming: ['À venir', 'info'],
  over: ['Terminée', 'idle'],
}

interface Line extends KeptNotice {
  standing: Standing
  authority: { slug: string; name: string }
  audience: string
  zone: string
}

const standingOf = ({ publishedAt, endsAt }: KeptNotice, now: Date): Standing =>
  endsAt !== null && endsAt <= now ? 'over' : publishedAt > now ? 'coming' : 'current'

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await writtenNotices(tx)).map((kept) => ({
    ...kept,
    standing: standingOf(kept, tx.now),
    authority: place.authority(kept.authorityId),
    audience: names.get(kept.audienceId) ?? 'Un public retiré',
    zone: place.zone,
  }))
}

/** GET /administration/informations */
export const list = listOf<Line>({
  at: HERE,
  action,
  title: 'Informations',
  one: 'information',
  several: 'informations',
  intro: html`<p class="reading">Travaux, fermetures, coupures&nbsp;: ce que les habitants lisent sur l’accueil de leur guichet et trouvent en cherchant. Une information peut n’être que pour un <a href="/administration/publics">public</a>&nbsp;: ses agents la lisent sur leur première page.</p>`,
  add: { label: 'Écrire une information', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Information',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${HERE}/${id}">${title}</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'État',
      text: ({ standing }) => STANDINGS[standing][0],
      cell: ({ standing: at }) => tag(STANDINGS[at][1], STANDINGS[at][0]),
    },
    { label: 'De', text: ({ authority }) => authority.name },
    { label: 'Pour', text: ({ audience }) => audience },
    { label: 'Rubrique', text: ({ theme }) => theme },
    {
      label: 'Paraît',
      text: ({ publishedAt, zone }) => mediumDate(publishedAt, zone),
      sort: { name: 'paraît', by: ({ publishedAt }) => publishedAt.toISOString() },
    },
    {
      label: 'Jusqu’au',
      text: ({ endsAt, zone }) => (endsAt === null ? '' : mediumDate(endsAt, zone)),
      sort: { name: 'fin', by: ({ endsAt }) => endsAt?.toISOString() ?? '9' },
    },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Titre ou texte', in: ({ title, text }) => [title, text] },
    {
      name: 'etat',
      label: 'État',
      all: 'Toutes',
      of: ({ standing }) => ({ value: standing, label: STANDINGS[standing][0] }),
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authority: { slug, name } }) => ({ value: slug, label: name }),
    },
    {
      name: 'public',
      label: 'Public',
      all: 'Tous',
      of: ({ audienceId, audience, authority }) => ({
        value: String(audienceId),
        label: audienceId === PUBLIC ? audience : `${audience}, ${authority.name}`,
      }),
    },
  ],
  id: ({ id }) => id,
  order: '-paraît',
  rows: lines,
  empty: { title: 'Aucune information', text: 'La première que vous écrivez paraît sur le guichet.' },
  export: 'informations',
})

const daysOf = async (tx: Read) => {
  const { zone } = await territory(tx)
  return { zone, now: tx.now, today: localDay(tx.now, zone) }
}

/** What is said of it once it is read again. @throws BadInput beside the days or the audience */
async function judged(tx: Read, typed: Typed, authorityId: number, kept?: KeptNotice): Promise<SaidOfNotice> {
  const days = await daysOf(tx)
  const problems = daysProblems(typed, days, kept)
  if (problems.length > 0) throw new BadInput(problems)
  const { id: audienceId } = await addressee(tx, typed.audience, authorityId, kept)
  return { ...saidOf(typed, days, kept), audienceId }
}

/** Where everybody reads it, or who alone does. */
async function shownTo(tx: Read, authorityId: number, audienceId: number): Promise<Html> {
  const place = await territory(tx)
  const authority = place.authority(authorityId)
  if (audienceId !== PUBLIC)
    return html`Elle paraîtra sur la page d’accueil de ceux qui en sont, agents ou élus, et nulle part pour les autres.`
  return authority.id === place.metropolis.id
    ? html`Elle paraîtra sur tous les guichets du territoire, pour tout le monde.`
    : html`Elle paraîtra sur le guichet ${of(authorityNoun(authority))}, pour tout le monde.`
}

/** As it will be read, and by whom. */
async function preview(tx: Read, authorityId: number, said: SaidOfNotice, kept?: KeptNotice): Promise<Html> {
  const view = noticeView({ authorityId, ...said }, await territory(tx), tx.now)
  const audience = await addressee(tx, String(said.audienceId), authorityId, kept)
  const who = audience.id === PUBLIC ? 'Comme les habitants la liront' : 'Comme ce public la lira'
  return html`${panel(who, noticeArticle(view))}${await widened(tx, audience, kept)}${seenPanel('Qui la verra', await seenBy(tx, audience.rule))}
    <p class="reading">${await shownTo(tx, authorityId, said.audienceId)} Rien n’est encore publié&nbsp;: relisez, corrigez ci-dessous s’il le faut, puis enregistrez.</p>`
}

const ownAuthorities = async (tx: Read) => authoritiesOf(tx.actor, await territory(tx), WRITING)

/** The authority that was chosen among one's own. @throws BadInput */
async function chosen(tx: Read, slug: string): Promise<number> {
  const found = (await ownAuthorities(tx)).find((authority) => authority.slug === slug)
  if (found === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
  return found.id
}

/** The one that the address names. @throws NotFound */
async function asked(tx: Read, { params }: Context): Promise<KeptNotice> {
  const found = (await writtenNotices(tx)).find(({ id }) => String(id) === params.information)
  if (found === undefined) throw new NotFound()
  return found
}

const TOLD: Readonly<Record<string, string>> = {
  'information.written': 'Écrite',
  'information.changed': 'Modifiée',
  'information.ended': 'Terminée',
}

async function story(tx: Read, id: number): Promise<Html | null> {
  const events = (await storyOf(tx, INFORMATION, id)).toReversed()
  const { zone } = await territory(tx)
  return historyPanel(
    events.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
}

/** Where it is read, and the way to end it. */
function ways({ id, ...kept }: KeptNotice, now: Date): Html {
  const standing = standingOf({ id, ...kept }, now)
  const read = standing !== 'coming' && html`<a href="/informations/${id}">La lire comme ses lecteurs</a>`
  const end = standing !== 'over' && html`<a href="${HERE}/${id}/fin">La terminer maintenant</a>`
  return html`<p class="row">${tag(STANDINGS[standing][1], STANDINGS[standing][0])}${read}${end}</p>`
}

export const screens = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouvelle`,
    action,
    title: 'Écrire une information',
    form: newForm,
    button: 'Publier',
    triedButton: 'Voir avant de publier',
    back,
    async shown(tx) {
      const own = await ownAuthorities(tx)
      return {
        typed: {
          authority: own.length === 1 ? (own[0]?.slug ?? '') : '',
          audience: String(PUBLIC),
          from: (await daysOf(tx)).today,
        },
        choices: {
          authority: own.map(({ slug, name }) => [slug, name] as const),
          audience: await audienceChoices(tx, null),
        },
      }
    },
    async tried(tx, { authority, ...typed }) {
      const id = await chosen(tx, authority)
      return preview(tx, id, await judged(tx, typed, id))
    },
    async act(tx, { authority, ...typed }) {
      const id = await chosen(tx, authority)
      const said = await judged(tx, typed, id)
      await writeNotice(tx, id, said)
      return redirect(HERE, said.publishedAt > tx.now ? 'Elle paraîtra au jour dit.' : 'Elle est en ligne.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:information`,
    action,
    title: 'Modifier une information',
    form: changeForm,
    button: 'Enregistrer',
    triedButton: 'Voir avant d’enregistrer',
    back,
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      const { zone } = await territory(tx)
      return {
        typed: typedOf(kept, zone),
        choices: { audience: await audienceChoices(tx, kept.authorityId) },
        version: kept.version,
        title: kept.title,
        intro: html`${ways(kept, tx.now)}${await story(tx, kept.id)}`,
      }
    },
    async tried(tx, typed, ctx) {
      const kept = await asked(tx, ctx)
      return preview(tx, kept.authorityId, await judged(tx, typed, kept.authorityId, kept), kept)
    },
    async act(tx, typed, ctx, version) {
      const kept = await asked(tx, ctx)
      await changeNotice(tx, kept.id, version, await judged(tx, typed, kept.authorityId, kept))
      return redirect(HERE, 'Elle est enregistrée.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:information/fin`,
    action,
    title: 'Terminer une information',
    form: formOf({}),
    button: 'Terminer maintenant',
    back: { href: `${HERE}/:information`, label: 'Revenir à l’information' },
    async shown(tx, ctx) {
      const { title, version } = await asked(tx, ctx)
      return {
        version,
        title: `Terminer «\u00a0${title}\u00a0»`,
        intro: html`<p class="reading">Elle quitte l’accueil et la recherche. Qui en a gardé l’adresse la lit encore, avec la mention qu’elle n’est plus d’actualité.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await endNotice(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'Elle est terminée.')
    },
  }),
]
