// Where whoever is asked meets questionnaires: on their home, in what is awaited of them, beside a content, once a request is closed; and where what
// was told is new to them.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { AwaitedSource, Block, Context, InvitationSource } from '#platform/http/route.ts'
import type { DigestSource } from '#platform/mail/digest.ts'
import { linkButton } from '#platform/ui/button.ts'
import { linkList, section } from '#platform/ui/content.ts'
import { html } from '#platform/html.ts'
import { longDate, quoted, typo } from '#platform/ui/french.ts'
import { territory, todayThere } from '#territory'
import { addressOf, type Asked, authoritiesHere, PLACES, workOf } from './places.ts'
import { type Line, surveyBeside, surveysToAnswer, surveysTold, type Which } from './queries.ts'

const MOST = 3
/** Results are new for so long. */
const NEW_DAYS = 14

const sinceNew = (tx: Read): Date => new Date(tx.now.getTime() - NEW_DAYS * 86_400_000)
const untilText = ({ closesOn }: Line): string => `Jusqu’au ${longDate(closesOn)}, sans votre nom`

/** Those to answer, then those told lately, on the home of whoever is asked. */
const onHome = (asked: Asked, which: (ctx: Context, tx: Read) => Promise<Which>) => async (ctx: Context) => {
  const place = PLACES[asked]
  if (!place.who.ever(ctx.actor)) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const wanted = await which(ctx, tx)
    const open = await surveysToAnswer(tx, await todayThere(tx), MOST, wanted)
    const told = await surveysTold(tx, sinceNew(tx), tx.now, MOST, wanted)
    if (open.length + told.length === 0) return null
    const line = (survey: Line, under: string) => ({
      href: addressOf(survey),
      label: typo(survey.title),
      under,
    })
    const links = linkList([
      ...open.map((survey) => line(survey, untilText(survey))),
      ...told.map((survey) => line(survey, `${survey.wave}\u00a0: les résultats sont là`)),
    ])
    return place.part(
      'Questionnaires',
      html`${links}<p><a href="${place.at}">Tous les questionnaires</a></p>`,
    )
  })
}

const ofWork = (asked: Asked) => () => Promise.resolve({ asked: [asked] })
const ofHere = async (ctx: Context, tx: Read): Promise<Which> => ({
  asked: ['residents'],
  by: await authoritiesHere(ctx, tx),
})

/** Under a request of theirs that is closed: what the authority that answered asks of residents. */
const afterwards = (ctx: Context) =>
  ownName(ctx.actor) === null
    ? Promise.resolve(null)
    : ctx.db.read(ctx.actor, async (tx) => {
        const wanted: Which = { asked: ['residents'], by: [Number(ctx.params.collectivite)] }
        const [survey] = await surveysToAnswer(tx, await todayThere(tx), 1, wanted)
        if (survey === undefined) return null
        return section(
          'Dites-nous-en plus',
          html`<p>${quoted(typo(survey.title))}, un questionnaire sans votre nom, jusqu’au ${longDate(survey.closesOn)}.</p><p>${linkButton('Répondre au questionnaire', addressOf(survey), { kind: 'quiet' })}</p>`,
        )
      })

export const blocks: readonly Block[] = [
  {
    ...{ on: 'intranet-side', name: 'questionnaires', title: 'Questionnaires', order: 60 },
    show: onHome('agents', ofWork('agents')),
  },
  { on: 'territories-side', order: 36, show: onHome('elected', ofWork('elected')) },
  { on: 'account', order: 7, show: onHome('residents', ofHere) },
  { on: 'closed-request', order: 10, show: afterwards },
]

/** What is answered is told to all those asked alike: that somebody was told would say that they had answered. */
export const resultsDigest: DigestSource = {
  id: 'surveys.results',
  async since(tx, from, to, most) {
    const place = await territory(tx)
    const told = await surveysTold(tx, from, to, most, { asked: workOf(tx.actor) })
    return told.map((survey) => ({
      ...{ key: `survey:${survey.id}:told`, path: addressOf(survey), subject: 'Questionnaires' },
      ...{
        title: `Les résultats de ${quoted(survey.title)}, ${survey.wave}`,
        summary: '',
        urgency: 'normal',
      },
      author: place.authority(survey.authorityId).name,
    }))
  },
}

export const awaitedAnswers: AwaitedSource = {
  id: 'surveys.survey',
  read: ({ actor, db }, today, most) => {
    const asked = workOf(actor)
    if (asked.length === 0) return Promise.resolve([])
    return db.read(actor, async (tx) =>
      (await surveysToAnswer(tx, today, most, { asked })).map((survey) => ({
        href: addressOf(survey),
        title: `Questionnaire\u00a0: ${typo(survey.title)}`,
        about: 'si vous le voulez bien, sans votre nom',
        dueOn: survey.closesOn,
      })),
    )
  },
}

export const besideContents: InvitationSource = {
  id: 'surveys.survey',
  of: ({ actor, db }, contentId) =>
    ownName(actor) === null
      ? Promise.resolve(null)
      : db.read(actor, async (tx) => {
          const wanted: Which = { asked: [...workOf(actor), 'residents'] }
          const asked = await surveyBeside(tx, contentId, await todayThere(tx), wanted)
          if (asked === undefined) return null
          const about = `${typo(asked.title)}, jusqu’au ${longDate(asked.closesOn)}, sans votre nom`
          return { href: addressOf(asked), label: 'Répondre au questionnaire', about }
        }),
}
