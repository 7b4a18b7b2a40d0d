// /intranet/questionnaires/nouveau: a questionnaire, or a new wave of one, by whoever publishes for their authority.
import { PUBLIC } from '#audiences'
import { type Context, one, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes, type ReadFields } from '#platform/screens/form.ts'
import { audienceChoices, offeredContents } from '#publishing'
import { WRITING } from '#platform/roles.ts'
import { typo } from '#platform/ui/french.ts'
import { authoritiesOf, intranetFrame, territory, todayThere } from '#territory'
import { fieldsOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { z } from 'zod'
import type { Survey } from './queries.ts'
import { HOW } from './asked/questions.ts'
import { HERE } from './places.ts'
import { changeSurvey, COUNTER, makeSurvey, type Said, standingOf, surveyOf } from './survey.ts'

const MOST = 20_000
const MOST_OFFERED = 300

const fields = {
  title: field({
    label: 'Titre',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Donnez un titre.'),
  }),
  wave: field({
    label: 'Vague',
    hint: 'Par exemple «\u00a0Automne 2026\u00a0».',
    control: 'line',
    medium: true,
    type: lineOf(60).refine((text) => text !== '', 'Nommez la vague.'),
  }),
  audience: field({
    label: 'Posé à',
    hint: 'Un public d’agents ou d’élus, ou les habitants qui ont un compte au guichet d’une collectivité.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez à qui.'),
  }),
  asked: field({
    label: 'De ce public, qui répond',
    hint: 'Les élus répondent sur leurs pages, les agents sur l’intranet. Pour un guichet, ce choix ne compte pas.',
    control: [
      ['agents', 'Les agents'],
      ['elected', 'Les élus'],
    ],
    type: z.enum(['agents', 'elected'], 'Dites qui répond.'),
  }),
  opensOn: field({ label: 'Ouvre le', control: 'day', medium: true, type: day }),
  closesOn: field({
    label: 'Dernier jour',
    hint: 'Le lendemain, les résultats sont montrés, et la liste des noms est effacée.',
    control: 'day',
    medium: true,
    type: day,
  }),
  questions: field({
    label: 'Questions',
    hint: HOW,
    control: 'text',
    rows: 16,
    type: z.string().trim().max(MOST, 'Ce texte est trop long\u00a0: posez moins de questions.'),
  }),
  crossed: field({
    label: 'Croiser les réponses avec',
    hint: 'Recopiez une question à une seule réponse\u00a0: «\u00a0Votre métier\u00a0?\u00a0». Un croisement n’est montré que s’il ne compte jamais moins de cinq personnes.',
    optional: true,
    control: 'line',
    type: lineOf(200),
  }),
  content: field({
    label: 'Avec le contenu',
    hint: 'S’il est mis en avant sur l’accueil des agents, le questionnaire y est proposé à ceux à qui il est posé.',
    optional: true,
    control: { list: [], seek: 'Chercher un contenu' },
    type: z.string(),
  }),
  remind1: field({
    label: 'Premier rappel le',
    hint: 'À ceux qui n’ont pas répondu. Personne ne saura qui le reçoit\u00a0: vous lirez combien, par cinq, et seulement s’ils sont au moins cinq. Aucun rappel ne part aux habitants.',
    ...{ optional: true, control: 'day', medium: true, type: dayOrNone },
  }),
  remind2: field({
    label: 'Second rappel le',
    ...{ optional: true, control: 'day', medium: true, type: dayOrNone },
  }),
}
const form = formOf(fields)

const saidIn = ({ remind1, remind2, ...said }: ReadFields<typeof fields>, afterId: number | null): Said => ({
  ...said,
  ...{ afterId, remindOn: [remind1, remind2] },
})

/** « Public » is no group: who answers is counted. */
const groupChoices = async (tx: Read): Promise<Choice[]> =>
  (await audienceChoices(tx, null)).filter(([id]) => id !== String(PUBLIC))

async function choices(tx: Read) {
  const authorities = authoritiesOf(tx.actor, await territory(tx), WRITING)
  const own = authorities.map(({ id }) => id)
  const counters = authorities.map(
    ({ id, name }): Choice => [`${COUNTER}${id}`, `Les habitants, guichet\u00a0: ${name}`],
  )
  const contents = (await offeredContents(tx, own, MOST_OFFERED)).map(
    ({ id, title }): Choice => [String(id), typo(title)],
  )
  return {
    audience: [...(await groupChoices(tx)), ...counters],
    content: [['', 'Aucun'] as const, ...contents],
  }
}

/** The one that the address names, for whoever keeps it. @throws NotFound */
async function keptIn(tx: Read, { params }: Context): Promise<Survey> {
  const survey = await surveyOf(tx, params.questionnaire)
  if (!survey.isKept) throw new NotFound()
  return survey
}

const crossedIn = ({ form: asked, crossed }: Survey): string =>
  fieldsOf(asked).find(({ id }) => id === crossed)?.label ?? ''

const typedOf = (survey: Survey) => ({
  ...{ title: survey.title, wave: survey.wave },
  ...(survey.asked === 'residents'
    ? { audience: `${COUNTER}${survey.authorityId}`, asked: 'agents' }
    : { audience: String(survey.audienceId), asked: survey.asked }),
  ...{ opensOn: survey.opensOn, closesOn: survey.closesOn },
  ...{ questions: survey.questions, crossed: crossedIn(survey), content: String(survey.contentId ?? '') },
  ...{ remind1: survey.remindOn[0] ?? '', remind2: survey.remindOn[1] ?? '' },
})

const OPEN = notice(
  'info',
  'Il est ouvert\u00a0: cette vague garde ses questions',
  html`<p>On y répond peut-être en ce moment, et les réponses se comptent ensemble. Vous pouvez avancer ou repousser le dernier jour (aujourd’hui&nbsp;: il se ferme cette nuit), et choisir les rappels. Pour d’autres questions, préparez une autre vague.</p>`,
)

const frameless = { face: 'agent', action: 'survey.make', form } as const

const newRoutes = formRoutes(
  {
    ...frameless,
    at: `${HERE}/nouveau`,
    keeps: 'apres',
    title: 'Poser un questionnaire',
    button: 'Poser ce questionnaire',
    back: { href: HERE, label: 'Tous les questionnaires' },
    async shown(tx, ctx) {
      const apres = one(ctx.query, 'apres')
      const before = apres === '' ? null : await surveyOf(tx, apres)
      const again = ['title', 'questions', 'audience', 'asked', 'crossed'] as const
      const said = before === null ? null : typedOf(before)
      return {
        choices: await choices(tx),
        typed:
          said === null ? { asked: 'agents' } : Object.fromEntries(again.map((name) => [name, said[name]])),
      }
    },
    async act(tx, said, ctx) {
      const apres = one(ctx.query, 'apres')
      const before = apres === '' ? null : await surveyOf(tx, apres)
      const id = await makeSurvey(tx, saidIn(said, before?.id ?? null))
      return redirect(`${HERE}/${id}`, 'Le questionnaire est posé.')
    },
  },
  intranetFrame,
)

const changeRoutes = formRoutes(
  {
    ...frameless,
    at: `${HERE}/:questionnaire/modifier`,
    title: 'Modifier un questionnaire',
    button: 'Enregistrer',
    back: { href: `${HERE}/:questionnaire`, label: 'Revenir au questionnaire' },
    async shown(tx, ctx) {
      const survey = await keptIn(tx, ctx)
      const standing = standingOf(survey, await todayThere(tx))
      return {
        ...{ typed: typedOf(survey), version: survey.version },
        choices: await choices(tx),
        ...(standing === 'open' && { intro: OPEN }),
        ...(standing === 'closed' && {
          closed: { title: 'Il est fermé', text: 'Un questionnaire fermé ne change plus.' },
        }),
      }
    },
    async act(tx, said, ctx, version) {
      const { id, afterId } = await keptIn(tx, ctx)
      await changeSurvey(tx, id, version, saidIn(said, afterId))
      return redirect(`${HERE}/${id}`, 'Le questionnaire est modifié.')
    },
  },
  intranetFrame,
)

export const makeRoutes: Route[] = [...newRoutes, ...changeRoutes]
