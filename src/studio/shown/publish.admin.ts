// What a draft changes, who wrote what, what keeps it back; published, given up, taken to what is in force; the acts that made it.
import { type EditRow, version } from '#definitions'
import { draftPanel, draftRoutes, pastOf, versionsPanel } from '#drafting'
import { FORM, type FormDefinition } from '#forms'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { buttonForm, moreLink } from '#platform/ui/button.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { KNOWS, knowsTick, unknowing } from '../presence/words.ts'
import { ACTION, BACK, formAddress, HERE } from '../written/address.ts'
import { faultsOf } from '../written/faults.ts'
import { type NameOf, namesOf } from '../written/names.ts'
import { change, idIn, nameOf } from '../written/read.ts'
import { pastReviews, reviewPanel } from '../review/review.page.ts'
import { type Standing, standingOf, unreviewed } from '../review/standing.ts'
import { replayPanel } from '../replayed/panels.ts'
import { readReplay } from '../replayed/read.ts'
import { languagesTold } from '../written/tongues.ts'
import { head, type HeadShown } from './head.ts'
import { readShown, shortWords, type ToldAct, toldActs, undoneActs } from './shown.ts'

const face = 'admin'
const MOST_ACTS = 50
/** What is published with one’s own work: acts by author. */
function authors({ log, read: { form } }: HeadShown, nameOfAuthor: NameOf): Html | null {
  const done = log.filter(({ state }) => state === 'done')
  if (done.length === 0) return null
  const told = Map.groupBy(toldActs(form, log, MOST_ACTS), ({ by }) => by)
  const folds = [...Map.groupBy(done, ({ by }) => by)].map(([by, edits]) => {
    const acts = new Set(edits.map(({ act, n }) => act ?? -n)).size
    const own = told.get(by) ?? []
    const lines = own.flatMap((act) =>
      (act.sentences.length === 0 ? [shortWords(act)] : act.sentences).map((one) => html`<li>${one}</li>`),
    )
    const more = acts - own.length
    return fold(
      nameOfAuthor(by),
      html`<ul>${lines}</ul>${more > 0 && html`<p>Et ${plural(more, 'acte plus ancien', 'actes plus anciens')}.</p>`}`,
      { meta: plural(acts, 'modification', 'modifications') },
    )
  })
  return panel('Ce que vous publiez a été écrit par', html`${folds}`)
}

const peopleIn = (log: readonly EditRow[], { all }: Pick<Standing, 'all'>): (number | null)[] => [
  ...log.map(({ by }) => by),
  ...all.flatMap(({ askedBy, answeredBy }) => [askedBy, answeredBy]),
]

/** What its review keeps back, or what somebody else has just written and whoever publishes has not said that they know. */
async function keptBack(tx: Read, id: string, values: Values): Promise<string[]> {
  const { read, recent, nameOf: nameOfRecent } = await readShown(tx, id)
  if (read.written.draft === null) return []
  const why = unreviewed(await standingOf(tx, read))
  const isUnaware = recent.length > 0 && one(values, KNOWS) === ''
  return [...(why === null ? [] : [why]), ...(isUnaware ? [unknowing(recent, nameOfRecent)] : [])]
}

async function publishPage(ctx: Context, tx: Read, id: string, problems: readonly string[]): Promise<Html> {
  const frame = await adminFrame(ctx, tx)
  const shown = await readShown(tx, id)
  const { form, written } = shown.read
  const faults = await faultsOf(ctx, form)
  const all = [
    ...new Set([
      ...problems,
      ...(problems.length > 0 ? [] : [...faults.whole, ...[...faults.of.values()].flat()]),
    ]),
  ]
  const standing = await standingOf(tx, shown.read)
  const nameOfAuthor = await namesOf(tx, peopleIn(shown.log, standing))
  const review =
    written.draft !== null &&
    reviewPanel({
      ...{ id, standing, zone: shown.zone, csrf: frame.csrf, nameOf: nameOfAuthor },
      ...{ edition: written.edition, me: ownName(ctx.actor) },
    })
  const drafted = draftPanel(frame, {
    ...{ at: formAddress(id), written, problems },
    asked: knowsTick(shown.recent, shown.nameOf),
  })
  const blocked =
    problems.length === 0 &&
    all.length > 0 &&
    notice('bad', 'À corriger avant de publier', html`<ul>${all.map((one) => html`<li>${one}</li>`)}</ul>`)
  const none =
    drafted === null &&
    notice(
      'info',
      'Il n’y a pas de brouillon',
      html`<p>Personne ne change la version en ligne. Un brouillon commence dès que l’on change <a href="${formAddress(id)}">une question</a>.</p>`,
    )
  const versions = await pastOf(tx, nameOf(id))
  const replayed = replayPanel(frame, shown, await readReplay(tx, shown.read))
  const main = html`<div class="stack">${head(frame, shown, 'publier')}${none}${blocked}${drafted !== null && languagesTold(form)}${review}${authors(shown, nameOfAuthor)}${replayed}${drafted}
    ${versions.length > 0 && versionsPanel(versions, shown.zone)}
    ${written.live !== null && html`<p>${moreLink('Archiver ce formulaire', `${formAddress(id)}/archiver`)}</p>`}</div>`
  return agentPage(frame, { title: `${form.title}\u00a0: relire et publier`, main, current: HERE })
}

/** GET /administration/formulaires/:formulaire/publier */
const showPublish = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await publishPage(ctx, tx, idIn(ctx), [])))

function actLine(act: ToldAct, who: string, { zone }: HeadShown): Html {
  const said =
    act.sentences.length === 0
      ? html`<p>${shortWords(act)}</p>`
      : html`<ul>${act.sentences.map((one) => html`<li>${one}</li>`)}</ul>`
  return html`<li><p><b>${who}</b> <span class="meta">${dateTime(act.at, zone)}</span> ${act.state === 'undone' && tag('idle', 'Annulé')}</p>${said}</li>`
}

/** GET /administration/formulaires/:formulaire/historique */
const showHistory = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const frame = await adminFrame(ctx, tx)
    const shown = await readShown(tx, idIn(ctx))
    const { form } = shown.read
    const { all } = await standingOf(tx, shown.read)
    const nameOfAuthor = await namesOf(tx, peopleIn(shown.log, { all }))
    const lines = [...undoneActs(form, shown.log).toReversed(), ...toldActs(form, shown.log, MOST_ACTS)].map(
      (act) => actLine(act, nameOfAuthor(act.by), shown),
    )
    const acts =
      lines.length === 0
        ? html`<p>${shown.read.written.live === null ? 'Rien n’a été changé depuis que ce brouillon est commencé.' : 'Rien n’a été changé depuis la version en ligne.'}</p>`
        : html`<ol class="studio-acts">${lines}</ol>`
    const versions = await pastOf(tx, nameOf(form.id))
    const again = versions.slice(1).map(({ version: number }) =>
      buttonForm(`Reprendre la version ${number}`, `${formAddress(form.id)}/versions`, frame.csrf, {
        ...{ kind: 'quiet', fields: { version: String(number) } },
      }),
    )
    const main = html`<div class="stack">${head(frame, shown, 'historique')}${panel('Actes de ce brouillon, le dernier d’abord', acts)}
      ${pastReviews(all, { nameOf: nameOfAuthor, zone: shown.zone })}
      ${versions.length > 0 && versionsPanel(versions, shown.zone)}
      ${again.length > 0 && panel('Revenir à une version', html`<p>Le brouillon dit alors ce que disait cette version&nbsp;; rien n’est en ligne avant d’être publié.</p><div class="row">${again}</div>`)}</div>`
    return page(agentPage(frame, { title: `${form.title}\u00a0: historique`, main, current: HERE }))
  })

/** POST /administration/formulaires/:formulaire/versions: the draft says what that version did. */
const rollBack = post({
  post: `${HERE}/:formulaire/versions`,
  action: ACTION,
  title: 'Revenir à une version d’un formulaire',
  face,
  input: z.object({ version: z.coerce.number().int().positive() }),
  async handle(ctx, { version: number }) {
    const id = idIn(ctx)
    await ctx.db.write(ctx.actor, async (tx) => {
      const body = await version(tx, FORM, id, number)
      await change(tx, id, (form) =>
        canonicalJson(form) === canonicalJson(body) ? [] : [{ do: 'replace', to: body as never }],
      )
    })
    return redirect(
      `${formAddress(id)}/publier`,
      `Le brouillon reprend la version ${number}\u00a0: relisez, puis publiez.`,
    )
  },
})

export const publishRoutes: readonly Route[] = [
  ...draftRoutes<FormDefinition>({
    action: ACTION,
    kind: FORM,
    at: HERE,
    param: 'formulaire',
    groups: [],
    back: BACK.label,
    titleOf: ({ title }) => title,
    keepsBack: (_, tx, id, values) => keptBack(tx, id, values),
    page: publishPage,
  }),
  rollBack,
  {
    get: `${HERE}/:formulaire/publier`,
    action: ACTION,
    title: 'Relire et publier un formulaire',
    face,
    handle: showPublish,
  },
  {
    get: `${HERE}/:formulaire/historique`,
    action: ACTION,
    title: 'Historique d’un formulaire',
    face,
    handle: showHistory,
  },
]
