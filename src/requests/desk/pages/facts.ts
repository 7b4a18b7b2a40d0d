// Left of a request's screen: where, what was answered, who asks and how to reach them.
import { html, type Html } from '#platform/html.ts'
import { facts, type Fact } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { type StoredFile, shots } from '#platform/ui/files.ts'
import { languageName, plural, shortDateTime } from '#platform/ui/french.ts'
import { mapView } from '#platform/ui/location.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { AnswerLine } from '#forms'
import type { Desk } from '../desk.ts'
import type { ThreadFile } from '#threads'
import { signedFacts } from '../../signed/panel.ts'
import { CHANNEL_PHRASES, PLACE_KINDS, reachText } from '../../record/words.ts'

/** Files of a message as the kit shows them. */
export function stored(documents: readonly ThreadFile[]): StoredFile[] {
  return documents.map(({ fileId, name, bytes, mediaType, hasThumbnail }) => ({
    fileId,
    name,
    bytes,
    mediaType,
    url: `/fichiers/${fileId}`,
    thumbUrl: hasThumbnail ? `/fichiers/${fileId}/vignette` : undefined,
  }))
}

function placePanel(frame: AgentFrame, { request, place }: Desk): Html {
  const { lat, long, placeAddress, areaCode, placeKind } = request
  const area = place.area(areaCode)
  const where = area === undefined ? '' : `${area.postcodes[0] ?? ''} ${area.name}`.trim()
  const known = lat !== null && long !== null
  const map = known
    ? mapView({
        map: frame.map,
        assets: frame.assets,
        lat,
        long,
        label: placeAddress === '' ? where : placeAddress,
      })
    : null
  const kind = placeKind === null ? null : (PLACE_KINDS[placeKind] ?? placeKind)
  const point = known ? `point ${lat.toFixed(5)}, ${long.toFixed(5)}` : 'sans point sur la carte'
  const body = html`${map}<p><b>${placeAddress === '' ? where : `${placeAddress}, ${where}`}</b><br><span class="meta">${[kind, point].filter(Boolean).join(', ')}</span></p>`
  return panel('Lieu', body)
}

/** Files that came with the form. */
const sentFiles = (documents: readonly ThreadFile[]): ThreadFile[] =>
  documents.filter(({ messageId }) => messageId === null)

/** What is masked is read whole by whoever opens it: nobody else needs an account on their screen. */
const answerFact = ({ label, value, entire }: AnswerLine): Fact => {
  const said = Array.isArray(value) ? value.join(', ') : value
  if (entire === undefined) return [label, said]
  return [
    label,
    html`${said}<details class="fold"><summary>Voir en entier</summary><p>${entire}</p></details>`,
  ]
}

function answersPanel({ answers: all, documents, request, signed }: Desk): Html {
  // What was signed has its own panel.
  const answers = all.filter(({ fieldId }) => !signed.some((one) => one.fieldId === fieldId))
  const sent = sentFiles(documents)
  const list = answers.map(answerFact)
  const photos: Fact[] = sent.length > 0 ? [['Fichiers', shots(stored(sent))]] : []
  return panel('Réponses de l’usager', facts([...list, ...photos], { stacked: true }), {
    end: html`<span class="meta">formulaire, version ${request.formVersion}${request.readLanguage !== null && `, lu en ${languageName(request.readLanguage)}`}</span> <a href="/agents/demandes/${request.ref}/resume">Résumé à imprimer</a>`,
  })
}

function signedPanel({ signed }: Desk): Html | null {
  return signed.length === 0 ? null : panel('Signature', signedFacts(signed, { stacked: true }))
}

function originPanel({ originAnswers }: Desk): Html | null {
  if (originAnswers.length === 0) return null
  const said = 'Données pour une autre démarche, avant que celle-ci ne soit corrigée.'
  return panel(
    'Réponses d’origine',
    html`<p class="meta">${said}</p>${facts(originAnswers.map(answerFact), { stacked: true })}`,
  )
}

/** A unit that got it by mistake, perhaps, learns how to reach the person by taking the request. */
function hiddenContact({ request }: Desk): Html {
  return panel(
    'Usager',
    html`${facts([['Nom', request.contactName]])}<p class="meta">Votre service ne traite pas d’ordinaire ce genre de demande. Les coordonnées s’affichent quand un agent la prend en charge.</p>`,
  )
}

function residentPanel(desk: Desk): Html {
  if (!desk.showsContact) return hiddenContact(desk)
  const { request, otherRequests, sentFor } = desk
  const { contactName, contactEmail, contactPhone, contactAddress, residentId } = request
  const warning = reachText(request)
  const list: Fact[] = [
    ['Mandat', sentFor && `Demande faite par ${sentFor.helper}, qui agit pour ${sentFor.person}`],
    ['Nom', contactName],
    ['E-mail', contactEmail !== null && html`<a href="mailto:${contactEmail}">${contactEmail}</a>`],
    [
      'Téléphone',
      contactPhone !== null && html`<a href="tel:${contactPhone.replace(/\s/g, '')}">${contactPhone}</a>`,
    ],
    ['Adresse', contactAddress],
    ['Compte', residentId === null ? 'Suit sa demande sans compte' : 'A un compte'],
  ]
  const others =
    otherRequests > 0 &&
    html`<a href="/agents?q=${encodeURIComponent(contactName)}">${plural(otherRequests, 'autre demande', 'autres demandes')}</a>`
  return panel(
    'Usager',
    html`${warning !== null && notice('warn', 'Aucun courriel ne partira', html`<p>${warning}</p>`)}${facts(list)}`,
    { end: others },
  )
}

/** The resident's own words, with their pictures: first on the screen, beside whatever is done. */
export function wordsPanel({ request, documents, place, sentFor }: Desk): Html {
  const who = sentFor === null ? request.contactName : sentFor.person
  const when = `${shortDateTime(request.receivedAt, place.zone)}, ${CHANNEL_PHRASES[request.channel]}`
  const sent = shots(stored(sentFiles(documents)))
  const text = request.description.trim() === '' ? request.subject : request.description
  return html`<section class="words ${sent === null ? '' : 'with-shots'}" aria-labelledby="mots"><header><h2 id="mots">Ce que dit ${who}</h2><span>${when}</span></header><blockquote><p class="typed">${text}</p></blockquote>${sent}</section>`
}

/** What is known, last on the screen. */
export function knownColumn(frame: AgentFrame, desk: Desk): Html[] {
  const answers = html`<div class="stack">${answersPanel(desk)}${signedPanel(desk)}${originPanel(desk)}</div>`
  return [placePanel(frame, desk), answers, residentPanel(desk)]
}
