// How a signature reads: to whoever signed, on the receipt, and to whoever handles the request.
import { type CoSignatoryAnswer, type FormDefinition, fieldsOf, kindOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { dateTime, quoted, typo } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import type { CorrectedPayload } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'
import { type KnownBy, type Signature, signaturesOf } from './queries.ts'

const KNOWN_BY: Readonly<Record<KnownBy, string>> = {
  nothing: 'sans être connecté à un compte',
  account: 'connecté à son compte',
  helper: 'nom écrit par la personne qui l’aide, connectée au nom de la sienne',
  agent: 'nom recueilli par un agent, qui a saisi la demande',
  mail: 'par le lien reçu à son adresse e-mail, sans être connecté à un compte',
}

const WHOLE = 'Les réponses n’ont pas changé depuis la signature.'
const CHANGED =
  'Les réponses gardées ne sont plus celles qui ont été signées\u00a0: la signature porte sur ce qui avait été envoyé.'
const ERASED =
  'Une pièce d’identité a été effacée depuis, la demande étant close\u00a0: la signature porte sur tout ce qui avait été envoyé.'

export interface SignedLine {
  /** The question that was signed. */
  fieldId: string
  label: string
  /** Who, what, when, how; then what can be verified. */
  said: string[]
}

/** Does that form ask for a signature? */
export const asksSignature = (form: FormDefinition): boolean =>
  fieldsOf(form).some(({ type }) => kindOf(type).signs)

/**
 * What was signed with a request, in sentences; nothing is read when its form asks for no signature.
 * @param events its own: a correction since is told
 */
export async function signedLines(
  tx: Read,
  form: FormDefinition,
  request: Pick<RequestRow, 'id' | 'answers'>,
  zone: string,
  events: readonly EventRow[],
): Promise<SignedLine[]> {
  if (!asksSignature(form)) return []
  const labels = new Map(fieldsOf(form).map(({ id, label }) => [id, label]))
  const corrected = await correctedSince(tx, events, zone)
  const changed = events.some(({ name }) => name === 'request.identity_erased') ? ERASED : CHANGED
  const signed = (await signaturesOf(tx, request.id)).map((signature) => ({
    fieldId: signature.fieldId,
    label: typo(labels.get(signature.fieldId) ?? 'Signature'),
    said: saidOf(signature, zone, { changed, corrected }),
  }))
  return [...signed, ...unsigned(form, request, signed)]
}

/** Who is named to sign too, of a request that an agent entered: that signature is on paper. */
function unsigned(
  form: FormDefinition,
  { answers }: Pick<RequestRow, 'answers'>,
  signed: readonly SignedLine[],
): SignedLine[] {
  return fieldsOf(form)
    .filter(({ id, type }) => kindOf(type).invites && answers[id] !== undefined)
    .filter(({ id }) => !signed.some(({ fieldId }) => fieldId === id))
    .map(({ id, label }) => ({
      fieldId: id,
      label: typo(label),
      said: [
        `${(answers[id] as CoSignatoryAnswer).name} n’a pas signé en ligne\u00a0: la demande a été saisie par un agent, qui recueille cette signature sur papier.`,
      ],
    }))
}

function saidOf(
  signature: Signature,
  zone: string,
  { changed, corrected }: { changed: string; corrected: string[] },
): string[] {
  const { name, sentence, formVersion, digest, signedAt, knownBy, isWhole, signsAs } = signature
  return [
    `${name}${signsAs === null ? '' : `, ${typo(signsAs)}`}, le ${dateTime(signedAt, zone)}, ${KNOWN_BY[knownBy]}.`,
    quoted(typo(sentence)),
    isWhole ? WHOLE : changed,
    ...corrected,
    `Formulaire, version ${formVersion}. Empreinte des réponses (SHA-256)\u00a0: ${digest}`,
  ]
}

/** The service was corrected since: what was signed is what came before. */
async function correctedSince(tx: Read, events: readonly EventRow[], zone: string): Promise<string[]> {
  const first = events.find(({ name }) => name === 'request.corrected')
  if (first === undefined) return []
  const { fromService } = first.payload as Partial<CorrectedPayload>
  const title = (await catalogue(tx)).service(fromService ?? '')?.definition.title
  const under = title === undefined ? '' : `, pour ${quoted(title)}`
  return [
    `La démarche a été corrigée le ${dateTime(first.at, zone)}\u00a0: la signature porte sur ce qui a été envoyé avant${under}.`,
  ]
}
