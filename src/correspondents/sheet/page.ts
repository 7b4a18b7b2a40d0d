// GET /intranet/correspondants/:correspondant: the mission sheet as it was validated, by whom, and what the correspondent says of themselves.
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts, prose, timeline } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dayDate, listSentence, longDate } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { addDays, type Day, intranetFrame, localDay, storyOf, territory } from '#territory'
import { z } from 'zod'
import { access } from '../record/access.ts'
import { agree, approve, CORRESPONDENT, correspondentOf, TOLD, withdraw } from '../record/act.ts'
import { type Correspondent, type Sheet, sheetOf, type Sides, sidesOf, signersOf } from '../record/queries.ts'
import {
  addressOf,
  DAYS_TO_SIGN,
  HERE,
  idIn,
  KEPT,
  type Standing,
  STANDINGS,
  standingOf,
} from '../record/words.ts'

interface View {
  one: Correspondent
  sheet: Sheet
  sides: Sides
  standing: Standing
  /** Who may validate for the direction. */
  signers: readonly string[]
  zone: string
  unit: string
}

async function viewOf(tx: Read, one: Correspondent): Promise<View> {
  const place = await territory(tx)
  const sheet = await sheetOf(tx, one.sheetId)
  if (sheet === undefined) throw new NotFound()
  const sides = await sidesOf(tx, one.id)
  return {
    ...{ one, sheet, sides, zone: place.zone, unit: place.unit(one.unitId).name },
    standing: standingOf(one, localDay(tx.now, place.zone)),
    signers: one.approvedAt === null ? await signersOf(tx, one.id) : [],
  }
}

/** The last day on which each is expected to validate. */
export const expectedOn = ({ proposedAt, agreedAt }: Correspondent, zone: string): Day =>
  addDays(localDay(agreedAt ?? proposedAt, zone), DAYS_TO_SIGN)

/** Four steps, each with its day and its name. */
function steps({ one, sheet, signers, standing, zone }: View): Html {
  const { name, proposedAt, agreedAt, approvedAt, approvedName, since, until } = one
  const at = (when: Date) => ({ when: dayDate(when, zone), datetime: when.toISOString() })
  const awaited = { when: `avant le ${longDate(expectedOn(one, zone))}` }
  return timeline([
    { title: 'Proposée', ...at(proposedAt), text: `Fiche mission n°\u00a0${sheet.n}` },
    agreedAt === null
      ? { title: `À valider par ${name}`, ...awaited, state: 'now' }
      : { title: `Validée par ${name}`, ...at(agreedAt) },
    approvedAt === null
      ? {
          title: 'À valider par la direction',
          ...(agreedAt === null ? {} : awaited),
          ...(signers.length === 0 ? {} : { text: listSentence(signers, 'ou') }),
          state: agreedAt === null ? 'next' : 'now',
        }
      : {
          title: `Validée par ${approvedName ?? 'la direction'}`,
          ...at(approvedAt),
          text: 'Pour la direction',
        },
    standing === 'over'
      ? { title: 'La main est passée', when: longDate(until ?? since) }
      : {
          title: 'En exercice',
          when: `depuis le ${longDate(since)}${until === null ? '' : `, jusqu’au ${longDate(until)}`}`,
          state: standing === 'active' ? 'now' : 'next',
        },
  ])
}

const missionPanel = ({ sheet, sides, one, ...view }: View): Html => {
  const isInside = sides.isOwn || sides.isHead || sides.isKeeper
  return panel(
    'Fiche mission',
    html`${isInside && steps({ sheet, sides, one, ...view })}<h3>Rôle</h3>${prose(sheet.role)}<h3>Missions</h3><ol class="missions">${sheet.missions.map((mission) => html`<li>${mission}</li>`)}</ol><h3>Conditions</h3>${prose(sheet.conditions)}`,
    {
      end: html`<span class="meta">n°&nbsp;${sheet.n}, écrite le ${longDate(sheet.writtenAt, view.zone)}</span>`,
    },
  )
}

const NOTHING = 'Rien n’est encore écrit.'

function cardPanel({ one, sides }: View): Html {
  const { about, skills, pace, until } = one
  const said = [
    ...(about === '' ? [] : [['Ce dont je m’occupe', html`${prose(about)}`] as const]),
    ...(skills.length === 0 ? [] : [['Compétences', listSentence(skills)] as const]),
    ...(pace === '' ? [] : [['Temps reconnu', pace] as const]),
  ]
  return panel(
    'Fiche d’identification',
    html`${said.length === 0 ? html`<p class="meta">${NOTHING}</p>` : facts(said)}<p><a href="/intranet/annuaire/${one.personId}">Fiche de l’annuaire</a></p>`,
    sides.isOwn && until === null
      ? {
          end: html`<a href="${addressOf(one.id)}/identification">${said.length === 0 ? 'Remplir' : 'Changer'}</a>`,
        }
      : {},
  )
}

/** What whoever reads may do next. */
function acts({ one, sides, standing }: View, csrf: string): Html | false {
  const at = addressOf(one.id)
  const mayAgree = sides.isOwn && standing === 'proposed'
  const mayApprove = sides.isHead && standing === 'agreed'
  const said = one.doubt !== '' && notice('warn', 'Un point à éclaircir', html`<p>${one.doubt}</p>`)
  if (one.until !== null) return said
  const sign = mayAgree || mayApprove
  return html`${said}<div class="row">${mayAgree && buttonForm('Valider ma fiche mission', `${at}/accepter`, csrf)}${mayApprove && buttonForm('Valider pour la direction', `${at}/valider`, csrf)}${sign && linkButton('En reparler d’abord', `${at}/reparler`, { kind: 'quiet' })}${sides.isKeeper && standing !== 'proposed' && linkButton('Passer la main', `${at}/relais`, { kind: 'quiet' })}${sides.isKeeper && standing === 'proposed' && buttonForm('Retirer cette proposition', `${at}/retirer`, csrf, { kind: 'bare' })}</div>`
}

async function story(tx: Read, { one, zone, sides }: View): Promise<Html | null> {
  if (!sides.isKeeper && !sides.isOwn && !sides.isHead) return null
  const told = (await storyOf(tx, CORRESPONDENT, one.id)).toReversed()
  return historyPanel(
    told.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
}

/** What more stands on it: brought by whoever shows the page. */
export type More = (tx: Read, one: Correspondent, sides: Sides) => Promise<Html | false | null>

const showOne =
  (more: More) =>
  (ctx: Context): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const view = await viewOf(tx, await correspondentOf(tx, idIn(ctx)))
      const { one, unit, standing, sides } = view
      const back =
        sides.isKeeper && mayEver(access['correspondent.keep'], ctx.actor)
          ? html`<a href="${KEPT}">Animer le réseau</a>`
          : html`<a href="${HERE}">Réseau des correspondants</a>`
      const [label, tone] = STANDINGS[standing]
      const isAlone = ownName(ctx.actor) === null
      const main = html`<div class="stack"><p>${back}</p><h1>${one.name} <span class="soft">${unit}</span></h1><p>${tag(tone, label)}</p>
        ${!isAlone && acts(view, ctx.csrf)}<div class="halves">${missionPanel(view)}<div class="stack">${cardPanel(view)}${await more(tx, one, sides)}</div></div>${await story(tx, view)}</div>`
      return page(
        agentPage(await intranetFrame(ctx, tx), { title: `${one.name}, correspondant`, main, current: HERE }),
      )
    })

const ONE = `${HERE}/:correspondant`
const nothing = z.object({})

const act = (
  end: string,
  action: string,
  title: string,
  done: string,
  verb: (tx: Parameters<typeof agree>[0], id: number) => Promise<void>,
  to: (id: number) => string = addressOf,
): Route =>
  post({
    ...{ post: `${ONE}/${end}`, action, title, face: 'agent', input: nothing },
    async handle(ctx) {
      const id = idIn(ctx)
      await ctx.db.write(ctx.actor, (tx) => verb(tx, id))
      return redirect(to(id), done)
    },
  })

export const sheetRoutes = (more: More): readonly Route[] => [
  { get: ONE, action: 'correspondent.read', title: 'Un correspondant', face: 'agent', handle: showOne(more) },
  act(
    'accepter',
    'correspondent.answer',
    'Valider sa fiche mission',
    'Votre fiche mission est validée\u00a0: la direction est prévenue.',
    agree,
  ),
  act(
    'valider',
    'correspondent.approve',
    'Valider une fiche mission pour la direction',
    'La fiche mission est validée pour la direction.',
    approve,
  ),
  act(
    'retirer',
    'correspondent.keep',
    'Retirer une proposition',
    'La proposition est retirée.',
    withdraw,
    () => KEPT,
  ),
]
