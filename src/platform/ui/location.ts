// The place of a request: a commune in a list and an address in words always; search, position and map when they can.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import type { FieldOptions, Option } from './fields.ts'
import { field, fieldGroup, fieldId, optionList } from './fields.ts'
import { unmarked } from '../tongue/said-in.ts'
import { langAttributes, sentences, spoken } from '../tongue/sentences.ts'
import { KIT } from './words.ts'
import type { AssetUrls, MapSettings } from './site.ts'

export interface LocationValue {
  commune?: string | undefined
  address?: string | undefined
  lat?: number | string | undefined
  long?: number | string | undefined
}

interface LocationOptions extends FieldOptions {
  value?: LocationValue | undefined
  /** INSEE codes and names. */
  communes: readonly Option[]
  /** Which part the error is about (default: the address). */
  wrong?: 'commune' | 'address' | undefined
  /** What the place is (default: where something happens). */
  place?: 'event' | 'home' | 'birth' | 'named' | undefined
  /** Filled for somebody who is elsewhere: one's own position is not offered. */
  elsewhere?: boolean
  map: MapSettings | null
  assets: AssetUrls
}

/** What the search of an address says by itself, in each language that the program speaks. */
const SEARCH = sentences(
  {
    proposed: 'Adresses proposées',
    one: '1 adresse proposée',
    several: '{count} adresses proposées',
    use: 'Utiliser ma position',
    seek: 'Recherche de votre position…',
    none: 'Votre position n’est pas disponible. Écrivez l’adresse ou décrivez l’endroit.',
    found: 'Vérifiez l’adresse proposée.',
    kept: 'Votre position est jointe. Choisissez la commune et décrivez l’endroit.',
  },
  {
    en: {
      proposed: 'Suggested addresses',
      one: '1 address suggested',
      several: '{count} addresses suggested',
      use: 'Use my position',
      seek: 'Looking for your position…',
      none: 'Your position is not available. Write the address or describe the place.',
      found: 'Check the suggested address.',
      kept: 'Your position is attached. Choose the town and describe the place.',
    },
  },
)

/** For the island; nothing in French, which it speaks. */
function searchWords(): string | undefined {
  if (spoken() === null) return undefined
  const said = Object.entries(SEARCH).map(([name, say]) => [name, unmarked(say())])
  return JSON.stringify({ ...langAttributes(), ...Object.fromEntries(said) })
}

/** Attributes that the map island reads. Latitude and longitude are WGS 84 degrees. */
function mapData(map: MapSettings, assets: AssetUrls) {
  return {
    'data-module': assets.url('leaflet-map.js'),
    'data-css': assets.url('leaflet.css'),
    'data-tiles': map.tiles,
    'data-attribution': map.attribution,
    'data-centre': map.centre.join(','),
    'data-zoom': map.zoom,
  }
}

function communeField(options: LocationOptions): Html {
  const id = `${fieldId(options)}-commune`
  const wrong = options.error && options.wrong === 'commune'
  const given = attrs({
    class: 'medium',
    id,
    name: id,
    'data-fact': 'commune',
    'aria-invalid': wrong ? 'true' : undefined,
    'aria-describedby': wrong ? `${fieldId(options)}-erreur` : undefined,
  })
  const list = optionList(options.communes, options.value?.commune, KIT.choose())
  const read =
    options.elsewhere &&
    html`<p class="meta" role="status" data-read>Lue dans l’adresse, quand elle la dit.</p>`
  return field({ name: id, label: KIT.commune() }, html`<select ${given}>${list}</select>${read}`)
}

/** How each kind of place is asked: whether addresses are proposed, and whether one may be standing there. */
const PLACES = {
  event: {
    autocomplete: 'street-address',
    search: true,
    standing: true,
  },
  home: {
    autocomplete: 'street-address',
    search: true,
    standing: false,
  },
  birth: {
    autocomplete: 'off',
    search: false,
    standing: false,
  },
  named: {
    autocomplete: 'off',
    search: true,
    standing: false,
  },
} as const

function addressField(options: LocationOptions): Html {
  const id = fieldId(options)
  const { place = 'event' } = options
  const kind = PLACES[place]
  const wrong = options.error && options.wrong !== 'commune'
  const given = attrs({
    class: 'input',
    id,
    name: `${options.name}-adresse`,
    value: options.value?.address,
    maxlength: 200,
    autocomplete: kind.autocomplete,
    'aria-invalid': wrong ? 'true' : undefined,
    'aria-describedby': `${id}-adresse-aide${wrong ? ` ${id}-erreur` : ''}`,
  })
  return html`<div class="field"><label for="${id}">${KIT[`${place}Label`]()}</label><p class="hint" id="${id}-adresse-aide">${KIT[`${place}Hint`]()}</p><input ${given}></div>`
}

/** The location question. Errors link to its address box (`id`), or to `<id>-commune`. */
export function locationField(options: LocationOptions): Html {
  const { name, value, map, assets, place = 'event', elsewhere = false } = options
  const { search, standing } = PLACES[place]
  const point = (part: 'lat' | 'long') =>
    html`<input type="hidden" name="${name}-${part}" value="${value?.[part]}" data-point="${part}">`
  const picker = map && standing ? html`<map-point ${attrs(mapData(map, assets))}></map-point>` : null
  // Whoever listens writes what is said, street first: the commune is read from it.
  const parts = [communeField(options), addressField(options)]
  const words = elsewhere ? parts.toReversed() : parts
  const reverse = attrs({
    'data-reverse': standing ? '/adresses/inverse' : undefined,
    'data-position': standing && !elsewhere ? 'own' : undefined,
    'data-commune': elsewhere ? '/adresses/commune' : undefined,
    'data-words': searchWords(),
  })
  const controls = search
    ? html`<address-search class="place" data-url="/adresses" ${reverse}>${words}${point('lat')}${point('long')}${picker}</address-search>`
    : html`<div class="place">${words}</div>`
  return fieldGroup({ reads: 'other', ...options }, controls)
}

/** A map to read: the point of a request and those near by. Says nothing without JavaScript: the address is beside. */
export function mapView(options: {
  map: MapSettings | null
  assets: AssetUrls
  lat: number
  long: number
  label: string
  near?: readonly { lat: number; long: number; label: string }[]
}): Html | null {
  const { map, assets, lat, long, label, near = [] } = options
  if (!map) return null
  const given = { ...mapData(map, assets), 'data-view': `${lat},${long}`, 'data-label': label }
  return html`<map-point ${attrs({ ...given, 'data-near': JSON.stringify(near) })}></map-point>`
}
