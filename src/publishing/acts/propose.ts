// A content is proposed to whoever decides of it, taken back, sent back with why, or proposed beyond its space.
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { propose, raise, sendBack } from '../record/act.ts'
import { asked, askedToDecide, backTo, type Place } from './place.ts'
import { plainRoutes, TAKE_BACK } from './plain.ts'
import { wordOf } from './said.ts'
import { checkWhole, documentsToMend } from './whole.ts'

const wordField = (label: string) =>
  field({
    label,
    hint: 'À qui cela s’adresse, avant quand, ce qui a changé.',
    optional: true,
    control: 'text',
    rows: 3,
    type: lineOf(600),
  })

const PROPOSE = formOf({ word: wordField('Un mot pour qui publie') })

const SEND_BACK = formOf({
  because: field({
    label: 'Pourquoi',
    hint: 'Ce qu’il faut changer\u00a0: la personne le lit, et propose à nouveau.',
    control: 'text',
    rows: 4,
    type: lineOf(1000).refine((text) => text.length > 9, 'Dites pourquoi, en une phrase.'),
  }),
})

const TO_AUTHORITY =
  'Qui publie pour votre collectivité le relit, choisit à qui il s’adresse, le publie ou vous le renvoie en disant pourquoi.'
const TO_SPACE =
  'Qui anime l’espace le relit, le publie pour ses membres ou vous le renvoie en disant pourquoi.'
const TO_NOBODY =
  'Personne n’anime cet espace aujourd’hui\u00a0: qui publie pour la collectivité le relit, avec ses versions et son histoire, le publie ou vous le renvoie en disant pourquoi.'

/** One writes without deciding: proposes, and takes back. */
export const proposingRoutes = (place: Place): Route[] => [
  ...place.form({
    at: `${place.at}/:contenu/proposer`,
    action: place.proposes,
    title: 'Proposer un contenu',
    form: PROPOSE,
    button: 'Proposer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      const isOfSpace = place.room !== undefined && kept.decidedIn !== null
      const isLed = !isOfSpace || (await place.room.isLed(tx, kept))
      return {
        title: `Proposer «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`${await documentsToMend(place, tx, kept)}<p class="reading">${!isOfSpace ? TO_AUTHORITY : isLed ? TO_SPACE : TO_NOBODY}</p>`,
      }
    },
    async act(tx, { word }, ctx, version) {
      const kept = await asked(place, tx, ctx)
      await checkWhole(tx, kept)
      // What is proposed never waits for nobody.
      const isAnswered =
        place.room === undefined || kept.decidedIn === null || (await place.room.isLed(tx, kept))
      await (isAnswered ? propose : raise)(tx, kept.id, version, word)
      return redirect(`${place.at}/${kept.id}`, 'Il est proposé. Vous serez prévenu de la réponse.')
    },
  }),
  ...plainRoutes(place, TAKE_BACK),
]

/** A wider public is asked of whoever publishes for the authority. */
export const raisingRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/elargir`,
    action: place.publishes,
    title: 'Demander un public plus large',
    form: formOf({ word: wordField('Un mot pour qui publie') }),
    button: 'Le demander',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await askedToDecide(place, tx, ctx)
      return {
        title: `Demander un public plus large pour «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: html`<p class="reading">Un espace publie pour ses membres. Qui publie pour la collectivité choisit un public plus large, ou vous renvoie le contenu en disant pourquoi. D’ici là, ses versions et son histoire lui sont ouvertes&nbsp;: rien d’autre de l’espace.</p>`,
      }
    },
    async act(tx, { word }, ctx, version) {
      const kept = await askedToDecide(place, tx, ctx)
      await checkWhole(tx, kept)
      await raise(tx, kept.id, version, word)
      return redirect(`${place.at}/${kept.id}`, 'C’est demandé. Vous serez prévenu de la réponse.')
    },
  })

export const sendBackRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/renvoyer`,
    action: place.refuses,
    title: 'Renvoyer un contenu',
    form: SEND_BACK,
    button: 'Renvoyer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await askedToDecide(place, tx, ctx)
      return {
        title: `Renvoyer «\u00a0${kept.title}\u00a0»`,
        version: kept.version,
        intro: await wordOf(tx, kept),
      }
    },
    async act(tx, { because }, ctx, version) {
      const kept = await askedToDecide(place, tx, ctx)
      await sendBack(tx, kept.id, version, because)
      // One of a space is out of sight again.
      const isSeen = place.room !== undefined || kept.spaceId === null
      return redirect(
        isSeen ? `${place.at}/${kept.id}` : place.listOf(kept),
        'Il est renvoyé à qui l’a écrit.',
      )
    },
  })
