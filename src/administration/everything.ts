// One search over what is set on screen, wherever it is: settings, services, rules, reply templates, by name, wording or value.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Setting } from '#platform/house/settings.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { type Catalogue, catalogue, textsOf } from '#services'
import { chosenFor, ownValues, settableAuthorities } from '#settings'
import type { Scope } from '#platform/house/settings.ts'
import { adminFrame, territory, type Territory } from '#territory'
import { everythingPage, type Found } from './pages/everything.ts'
import { placeName, pourOf } from './scope.ts'

interface Known {
  place: Territory
  known: Catalogue
}

/** What each of one’s authorities has chosen, and what every setting says for the first of them. */
async function settingsSet(tx: Read, declared: readonly Setting[], where: Known): Promise<Found[]> {
  const authorities = settableAuthorities(tx.actor, where.place)
  const [first] = authorities
  if (first === undefined) return []
  const whole: Scope = { authorityId: first.id, unitId: null, serviceSlug: null }
  const keys = declared.map(({ key }) => key)
  const inForce = await chosenFor(tx, declared, whole)
  const own = await ownValues(
    tx,
    keys,
    authorities.map(({ id }) => id),
  )
  return declared.flatMap((setting) => {
    const set = (scope: Scope, typed: string): Found => {
      const query = new URLSearchParams({
        collectivite: where.place.authority(scope.authorityId).slug,
        pour: pourOf(scope),
      })
      return {
        ...{ kind: 'Réglage', name: setting.label, text: `${typed}\n${setting.hint}` },
        href: `/administration/reglages/${setting.key}?${query.toString()}`,
        where: placeName(scope, where),
      }
    }
    const chosen = own.filter(({ key }) => key === setting.key)
    const isWhole = chosen.some(
      ({ authorityId, unitId, serviceSlug }) =>
        authorityId === first.id && unitId === null && serviceSlug === null,
    )
    const said = chosen.map((value) => set(value, value.value))
    const level = setting.levels.some((one) => one === 'metropolis' || one === 'commune')
    return isWhole || !level
      ? said
      : [set(whole, inForce.get(setting.key)?.typed ?? setting.otherwise), ...said]
  })
}

const servicesSet = ({ known }: Known): Found[] =>
  known.services.map(({ slug, definition }) => ({
    ...{ kind: 'Démarche', name: definition.title, href: `/administration/demarches/${slug}` },
    ...{ text: textsOf(definition).join('\n'), where: 'Tout le territoire' },
  }))

const rulesSet = ({ known, place }: Known): Found[] =>
  known.rules.map(({ id, category, commune, basis, because }) => ({
    kind: 'Règle de compétence',
    name: known.category(category)?.label ?? category,
    href: `/administration/competences/regles/${id}`,
    text: `${because}\n${basis}`,
    where: commune === undefined ? 'Toutes les communes' : (place.area(commune)?.name ?? commune),
  }))

const templatesSet = ({ known }: Known): Found[] =>
  known.templates.map(({ id, title, text }) => ({
    ...{ kind: 'Modèle de réponse', name: title, href: `/administration/modeles/${id}` },
    ...{ text, where: 'Tout le territoire' },
  }))

const MOST = 100

/** GET /administration/recherche?q= */
export function searchEverything(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const where: Known = { place: await territory(tx), known: await catalogue(tx) }
    const asked = one(ctx.query, 'q').trim().slice(0, 100)
    const holds = holdsAll(asked)
    const all = [
      ...(await settingsSet(tx, ctx.settings, where)),
      ...servicesSet(where),
      ...rulesSet(where),
      ...(metropolitanAdministrator.ever(ctx.actor) ? templatesSet(where) : []),
    ]
    const found =
      asked === '' ? [] : all.filter(({ kind, name, text, where: at }) => holds(kind, name, text, at))
    return page(
      everythingPage(await adminFrame(ctx, tx), { asked, found: found.slice(0, MOST), total: found.length }),
    )
  })
}
