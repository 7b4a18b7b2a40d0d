// A request in sections, as its screen shows it and no more: what is printed and what is downloaded say the same.
import { formVersion } from '#forms'
import type { Read } from '#platform/db/db.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { dateTime, dayDate, fileSize } from '#platform/ui/french.ts'
import type { Desk } from '../desk/desk.ts'
import { dayOf } from '../record/clocks.ts'
import { CHANNEL_PHRASES, PLACE_KINDS } from '../record/words.ts'

export interface Section {
  title: string
  /** Words before its lines. */
  text?: string
  rows: readonly (readonly [term: string, value: string])[]
}

export interface Summary {
  ref: string
  title: string
  authority: string
  at: Date
  sections: readonly Section[]
}

const lineOf = ({ label, value }: Desk['answers'][number]) => [label, [value].flat().join('\n')] as const

/** Answers under the titles of the pages that asked them, in their order; what is masked stays masked. */
async function answered(tx: Read, { request, answers, signed }: Desk): Promise<Section[]> {
  const { pages } = await formVersion(tx, request.formId, request.formVersion)
  return pages.flatMap(({ id, title }) => {
    const rows = answers
      .filter(({ pageId, fieldId }) => pageId === id && !signed.some((one) => one.fieldId === fieldId))
      .map(lineOf)
    return rows.length === 0 ? [] : [{ title, rows }]
  })
}

/** What was signed, told apart from the answers as on the screen: by whom, when, and whether the answers are still those. */
function signatures({ signed }: Desk): Section[] {
  const rows = signed.map(({ label, said }) => [label, said.join('\n')] as const)
  return rows.length === 0 ? [] : [{ title: rows.length === 1 ? 'Signature' : 'Signatures', rows }]
}

/** Where nobody wrote a sentence, the answers are its words: they stand under their own titles already. */
function wordsOf({ request, answers }: Desk): Section[] {
  const words = request.description.trim()
  const told = new Set(answers.map(({ label, value }) => `${label} ${[value].flat().join(', ')}`))
  return words.split('\n').every((line) => line === '' || told.has(line))
    ? []
    : [{ title: 'Ce que dit la personne', text: words, rows: [] }]
}

function about({ request, place, state, service }: Desk): Section {
  const day = (at: Date | null) => (at === null ? 'à confirmer' : dayDate(dayOf(place, at)))
  const received = `${dateTime(request.receivedAt, place.zone)}, ${CHANNEL_PHRASES[request.channel]}`
  return {
    title: 'La demande',
    rows: [
      ['Référence', request.ref],
      ['Démarche', service.title],
      ['Reçue', received],
      ['État', state.label],
      ['Service chargé', `${place.authority(request.authorityId).name}, ${place.unit(request.unitId).name}`],
      ['Première réponse promise', day(request.answerDueAt)],
      ['Solution promise', day(request.solutionDueAt)],
    ],
  }
}

function where({ request, place }: Desk): Section {
  const { placeAddress, areaCode, placeKind, lat, long } = request
  const area = place.area(areaCode)
  const town = area === undefined ? '' : `${area.postcodes[0] ?? ''} ${area.name}`.trim()
  const kind = placeKind === null ? [] : ([['Sorte de lieu', PLACE_KINDS[placeKind] ?? placeKind]] as const)
  const point =
    lat === null || long === null ? [] : ([['Point', `${lat.toFixed(5)}, ${long.toFixed(5)}`]] as const)
  const address = [placeAddress, town].filter((part) => part !== '').join(', ')
  return { title: 'Adresse', rows: [['Adresse', address], ...kind, ...point] }
}

const HIDDEN = 'Les coordonnées s’affichent quand un agent prend la demande en charge.'

function who({ request, showsContact, sentFor }: Desk): Section {
  const { contactName, contactEmail, contactPhone, contactAddress } = request
  const name: Section['rows'] = [['Nom', contactName]]
  if (!showsContact) return { title: 'Usager', text: HIDDEN, rows: name }
  const given = [
    ['Mandat', sentFor === null ? null : `Demande faite par ${sentFor.helper}, pour ${sentFor.person}`],
    ['E-mail', contactEmail],
    ['Téléphone', contactPhone],
    ['Adresse', contactAddress],
  ] as const
  const known = given.flatMap(([term, value]) => (value === null ? [] : [[term, value] as const]))
  return { title: 'Usager', rows: [...name, ...known] }
}

function joined({ documents }: Desk): Section[] {
  const sent = documents.filter(({ messageId }) => messageId === null)
  const rows = sent.map(
    ({ name, bytes }, at) => [`Fichier ${at + 1}`, `${name} (${fileSize(bytes)})`] as const,
  )
  return rows.length === 0 ? [] : [{ title: 'Fichiers joints', rows }]
}

const ORIGIN = 'Données pour une autre démarche, avant que celle-ci ne soit corrigée.'

export async function summaryOf(tx: Read, desk: Desk): Promise<Summary> {
  const { request, place, dangers, originAnswers } = desk
  return {
    ref: request.ref,
    title: request.subject,
    authority: place.authority(request.authorityId).name,
    at: tx.now,
    sections: [
      about(desk),
      ...(dangers.length === 0 ? [] : [{ title: 'Danger signalé', text: dangers.join('\n'), rows: [] }]),
      ...wordsOf(desk),
      ...(await answered(tx, desk)),
      ...signatures(desk),
      ...(originAnswers.length === 0
        ? []
        : [{ title: 'Réponses d’origine', text: ORIGIN, rows: originAnswers.map(lineOf) }]),
      where(desk),
      who(desk),
      ...joined(desk),
    ],
  }
}

/** The same as a paper. */
export function summaryPaper({ ref, title, authority, at, sections }: Summary, zone: string): Paper {
  const said = sections.flatMap((section): Part[] => [
    { kind: 'heading', text: section.title },
    ...(section.text === undefined ? [] : [{ kind: 'text', text: section.text } satisfies Part]),
    ...(section.rows.length === 0 ? [] : [{ kind: 'facts', rows: section.rows } satisfies Part]),
  ])
  const when: Part = { kind: 'text', text: `Résumé pour le service, le ${dateTime(at, zone)}.`, quiet: true }
  return {
    title: `${title}\u00a0: résumé`,
    author: authority,
    foot: `Demande ${ref}`,
    at,
    parts: [when, ...said],
  }
}
