// The fields of one's profile that a declaration may change.
import { type Html, html } from '#platform/html.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import type { Territory } from '#territory'
import { problemOf } from '#platform/http/form-page.ts'
import { ELSEWHERE } from '../checks.ts'
import { type DeclaredId, isOwn, type TypedProfile } from '../change.ts'
import { PROFILE_VALUES } from '../values.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { Profile } from '../../person/queries.ts'
import type { ProfileValue } from '../queries.ts'

const INPUTS: Record<
  Exclude<DeclaredId, 'commune'>,
  { autocomplete: string; kind?: 'tel'; hint?: string }
> = {
  given_name: { autocomplete: 'given-name', hint: 'Tous vos prénoms, comme sur votre pièce d’identité.' },
  family_name: { autocomplete: 'family-name' },
  address: { autocomplete: 'street-address', hint: 'Numéro, rue, code postal et ville.' },
  phone: { autocomplete: 'tel', kind: 'tel' },
}

// A town cut in arrondissements is named by them.
const communesOf = ({ areas }: Territory) =>
  areas.filter(
    (area) =>
      area.kind === 'arrondissement' ||
      !areas.some((part) => part.kind === 'arrondissement' && part.authorityId === area.authorityId),
  )

function communeField(view: ProfileView, value: string, error: string | undefined): Html {
  const here = communesOf(view.place).map(({ code, name }) => ({ value: code, label: name }))
  return select({
    name: 'commune',
    label: 'Commune où vous habitez',
    optional: true,
    value,
    error,
    blank: 'Je ne le dis pas',
    options: [...here, { value: ELSEWHERE, label: 'Hors de la métropole' }],
    medium: true,
  })
}

/** The name first, then each value that the person may change themselves. */
export function changeFields(view: ProfileView): Html[] {
  const { profile, values, typed, problems, now } = view
  const name = textInput({
    name: 'name',
    label: 'Comment vous appeler',
    hint: 'Le nom que vous voyez ici et dans les messages.',
    value: typed?.name ?? profile.name,
    autocomplete: 'name',
    error: problemOf(problems, 'name'),
  })
  const own = (Object.keys(INPUTS) as (keyof typeof INPUTS)[]).map((id) => {
    const live = values.find(({ valueId }) => valueId === id) ?? null
    if (!isOwn(live, now)) return html``
    return textInput({
      name: id,
      label: PROFILE_VALUES.find((kind) => kind.id === id)?.label ?? id,
      optional: true,
      value: typed?.[id] ?? live?.value ?? '',
      medium: id !== 'address',
      error: problemOf(problems, id),
      ...INPUTS[id],
    })
  })
  const commune = values.find(({ valueId }) => valueId === 'commune') ?? null
  const place = isOwn(commune, now)
    ? communeField(view, typed?.commune ?? commune?.value ?? '', problemOf(problems, 'commune'))
    : html``
  return [name, ...own, place]
}
export interface ProfileView {
  profile: Profile
  values: readonly ProfileValue[]
  history: readonly ProfileValue[]
  place: Territory
  now: Date
  /** What was typed and refused. */
  typed: TypedProfile | null
  problems: readonly FieldProblem[]
}
