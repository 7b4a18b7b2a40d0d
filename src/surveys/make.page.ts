// /intranet/questionnaires/nouveau: a questionnaire, or a new wave of one, by whoever publishes for their authority.
import { audiencesOf } from '#audiences'
import { one, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { intranetFrame, territory } from '#territory'
import { z } from 'zod'
import { HOW } from './questions.ts'
import { HERE, makeSurvey, surveyOf } from './survey.ts'

const MOST = 20_000

const form = formOf({
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
  audience: field({ label: 'Posé à', control: { list: [] }, type: z.string().min(1, 'Choisissez à qui.') }),
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
})

export const makeRoutes: Route[] = formRoutes(
  {
    at: `${HERE}/nouveau`,
    face: 'agent',
    keeps: 'apres',
    action: 'survey.make',
    title: 'Poser un questionnaire',
    form,
    button: 'Poser ce questionnaire',
    back: { href: HERE, label: 'Tous les questionnaires' },
    async shown(tx, ctx) {
      const place = await territory(tx)
      const audiences = (await audiencesOf(tx)).flatMap(({ id, authorityId, name }): Choice[] =>
        authorityId === null ? [] : [[String(id), `${name}, ${place.authority(authorityId).name}`]],
      )
      const apres = one(ctx.query, 'apres')
      const before = apres === '' ? null : await surveyOf(tx, apres)
      return {
        choices: { audience: audiences },
        ...(before !== null && {
          typed: { title: before.title, questions: before.questions, audience: String(before.audienceId) },
        }),
      }
    },
    async act(tx, said, ctx) {
      const apres = one(ctx.query, 'apres')
      const before = apres === '' ? null : await surveyOf(tx, apres)
      const id = await makeSurvey(tx, { ...said, afterId: before?.id ?? null })
      return redirect(`${HERE}/${id}`, 'Le questionnaire est posé.')
    },
  },
  intranetFrame,
)
