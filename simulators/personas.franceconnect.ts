// Fourteen invented citizens, one for each form that an identity may take.
import type { Persona } from './shapes.ts'

interface Citizen {
  id: string
  note: string
  given: string
  family: string
  usage?: string
  gender: 'male' | 'female'
  birth: string
  /** As the identity provider knows it, when part of it is presumed: `YYYY-MM-00` or `YYYY-00-00`. */
  idpBirth?: string
  place: string
  country?: string
  refused?: string
  helps?: string[]
  email?: string
}

function persona(citizen: Citizen): Persona {
  const {
    id,
    note,
    given,
    family,
    usage = '',
    gender,
    birth,
    idpBirth = birth,
    place,
    country = '99100',
    refused,
    helps,
  } = citizen
  const names = given.split(' ')
  return {
    id,
    name: `${given} ${usage === '' ? family : `${usage} (${gender === 'female' ? 'née' : 'né'} ${family})`}`,
    note,
    acr: 'eidas1',
    amr: ['pwd'],
    ...(refused === undefined ? {} : { refused }),
    claims: {
      given_name: given,
      given_name_array: names,
      family_name: family,
      preferred_username: usage,
      gender,
      birthdate: birth,
      idp_birthdate: idpBirth,
      birthplace: place,
      birthcountry: country,
      email: citizen.email ?? `${id}@courriel.example`,
      idp_id: 'fi-simulateur',
      ...(helps === undefined ? {} : { rep_scope: helps }),
    },
  }
}

export const citizens: readonly Persona[] = (
  [
    {
      id: 'nom-d-usage',
      note: 'Née en France, nom d’usage différent du nom de naissance',
      given: 'Solange Marie',
      family: 'BRESSAND',
      usage: 'VERNAISON',
      gender: 'female',
      birth: '1974-08-12',
      place: '69123',
    },
    {
      id: 'sans-nom-d-usage',
      note: 'Né en France, sans nom d’usage',
      given: 'Firmin',
      family: 'CHARPENNES',
      gender: 'male',
      birth: '1989-03-02',
      place: '38185',
    },
    {
      id: 'corse',
      note: 'Née en Corse\u00a0: code de commune 2A115',
      given: 'Livia',
      family: 'CASTELLANI-ESSAI',
      gender: 'female',
      birth: '1992-11-30',
      place: '2A115',
    },
    {
      id: 'etranger',
      note: 'Né à l’étranger\u00a0: lieu de naissance vide',
      given: 'Tiago',
      family: 'MOURAZ',
      gender: 'male',
      birth: '1981-05-19',
      place: '',
      country: '99139',
    },
    {
      id: 'jour-presume',
      note: 'Jour de naissance présumé\u00a0: 1958-02-00',
      given: 'Aminata',
      family: 'DIARRAYE',
      gender: 'female',
      birth: '1958-02-01',
      idpBirth: '1958-02-00',
      place: '',
      country: '99335',
    },
    {
      id: 'mois-presume',
      note: 'Jour et mois de naissance présumés\u00a0: 1951-00-00',
      given: 'Slimane',
      family: 'OUZZAL',
      gender: 'male',
      birth: '1951-01-01',
      idpBirth: '1951-00-00',
      place: '',
      country: '99352',
    },
    {
      id: 'signes',
      note: 'Trait d’union, apostrophe et ligature dans les noms',
      given: 'Maëlys-Cœur Noëlle',
      family: 'D’HÉRŒUVILLE',
      gender: 'female',
      birth: '1996-02-29',
      place: '69029',
    },
    {
      id: 'homonyme-1',
      note: 'Homonyme\u00a0: né en 1970',
      given: 'Claude',
      family: 'MARTELET',
      gender: 'male',
      birth: '1970-01-15',
      place: '69266',
    },
    {
      id: 'homonyme-2',
      note: 'Homonyme\u00a0: même nom, né en 1993',
      given: 'Claude',
      family: 'MARTELET',
      gender: 'male',
      birth: '1993-09-04',
      place: '69266',
    },
    {
      id: 'mineur',
      note: 'Mineur, né en 2011',
      given: 'Éloi',
      family: 'PARILLAT',
      gender: 'male',
      birth: '2011-06-21',
      place: '69383',
    },
    {
      id: 'aidee',
      note: 'Aidée par un aidant habilité (rep_scope)',
      given: 'Yvonne',
      family: 'GUILLOTIERE',
      gender: 'female',
      birth: '1938-12-08',
      place: '42218',
      helps: ['Logement', 'Social-Santé'],
    },
    {
      id: 'decede',
      note: 'Décédé selon l’état civil\u00a0: access_denied',
      given: 'Honoré',
      family: 'AINAY',
      gender: 'male',
      birth: '1929-04-27',
      place: '69381',
      refused: 'access_denied',
    },
    {
      id: 'sans-reponse',
      note: 'Le service d’identité ne répond pas\u00a0: temporarily_unavailable',
      given: 'Perrine',
      family: 'VAISE',
      gender: 'female',
      birth: '1985-10-10',
      place: '69389',
      refused: 'temporarily_unavailable',
    },
    {
      id: 'habitante',
      note: 'Habitante de la démonstration\u00a0: l’adresse d’un compte qui existe déjà',
      given: 'Lucette',
      family: 'MORANDAT',
      gender: 'female',
      birth: '1967-07-14',
      place: '69383',
      email: 'habitante@parvis.example',
    },
  ] satisfies Citizen[]
).map(persona)
