import { administrators, among, form, open, type RouteCase } from './case.ts'

export const services: Readonly<Record<string, RouteCase>> = {
  'GET /': open('/'),
  'GET /demarches': open('/demarches?quoi=trou&ou=Mions'),
  'GET /suggestions': open('/suggestions?quoi=lampa&ou=Bron'),
  'GET /demarches/themes/:slug': open('/demarches/themes/rues-et-espace-public'),
  'GET /demarches/:slug': open('/demarches/signaler-un-nid-de-poule?commune=69283'),
  'GET /vie/:slug': open('/vie/j-emmenage'),
  'GET /communes': open('/communes'),
  'GET /communes/:slug': open('/communes/bron'),
  'GET /lieux': open('/lieux?type=decheterie&commune=69029'),
  'POST /commune': form('/commune', { commune: '75056' }),
  'GET /aide': open('/aide'),
  'GET /accessibilite': open('/accessibilite'),
  'GET /donnees-personnelles': open('/donnees-personnelles'),
  'GET /donnees-personnelles/algorithmes': open('/donnees-personnelles/algorithmes'),
  'GET /mentions-legales': open('/mentions-legales'),
  'GET /plan-du-site': open('/plan-du-site'),
  'GET /administration/demarches': { url: () => '/administration/demarches', may: administrators },
  'POST /administration/demarches/fichier': {
    ...form('/administration/demarches/fichier', { query: '' }, [303]),
    may: administrators,
  },
  ...Object.fromEntries(
    ['page', 'rangement', 'suite', 'delais', 'ailleurs'].flatMap((group) => {
      const url = `/administration/demarches/signaler-un-nid-de-poule/${group}`
      const metropolis = among('admin')
      return [
        [`GET /administration/demarches/:demarche/${group}`, { url: () => url, may: metropolis }],
        [
          `POST /administration/demarches/:demarche/${group}`,
          { ...form(url, { minutes: 'x' }, [409, 422]), may: metropolis },
        ],
      ]
    }),
  ),
  ...Object.fromEntries(
    ['page', 'suite', 'delais', 'ailleurs'].flatMap((group) => {
      const at = `/administration/demarches/:demarche/communes/:commune/${group}`
      const url = `/administration/demarches/question-a-votre-mairie/communes/bron/${group}`
      return [
        [`GET ${at}`, { url: () => url, may: administrators }],
        [`POST ${at}`, { ...form(url, { minutes: 'x' }, [409, 422, 303]), may: administrators }],
      ]
    }),
  ),
  ...Object.fromEntries(
    ['publier', 'reprendre', 'abandonner'].map((act) => [
      `POST /administration/demarches/:demarche/${act}`,
      {
        ...form(`/administration/demarches/signaler-un-nid-de-poule/${act}`, {}, [303]),
        may: among('admin'),
      },
    ]),
  ),
  'GET /administration/mots': { url: () => '/administration/mots', may: administrators },
  'POST /administration/mots/fichier': {
    ...form('/administration/mots/fichier', { query: '' }, [303]),
    may: administrators,
  },
  'GET /administration/mots/synonymes/nouveaux': {
    url: () => '/administration/mots/synonymes/nouveaux',
    may: among('admin'),
  },
  'POST /administration/mots/synonymes/nouveaux': {
    ...form('/administration/mots/synonymes/nouveaux', { words: 'seul' }),
    may: among('admin'),
  },
  ...Object.fromEntries(
    [
      ['sujets', 'nid-de-poule'],
      ['themes', 'se-deplacer'],
      ['moments', 'j-emmenage'],
    ].flatMap(([list, word]) =>
      [
        ['nouveau', 'nouveau'],
        [':mot/retirer', `${word}/retirer`],
      ].flatMap(([at, where]) => {
        const url = `/administration/mots/${list}/${where}`
        return [
          [`GET /administration/mots/${list}/${at}`, { url: () => url, may: among('admin') }],
          [`POST /administration/mots/${list}/${at}`, { ...form(url, {}, [409, 422]), may: among('admin') }],
        ]
      }),
    ),
  ),
  ...Object.fromEntries(
    [
      ['sujets', 'nid-de-poule'],
      ['synonymes', '0'],
      ['themes', 'se-deplacer'],
      ['moments', 'j-emmenage'],
    ].flatMap(([list, word]) => {
      const url = `/administration/mots/${list}/${word}`
      return [
        [`GET /administration/mots/${list}/:mot`, { url: () => url, may: among('admin') }],
        [`POST /administration/mots/${list}/:mot`, { ...form(url, {}, [409, 422]), may: among('admin') }],
      ]
    }),
  ),
  'GET /administration/demarches/:demarche': {
    url: () => '/administration/demarches/signaler-un-nid-de-poule',
    may: administrators,
  },
  'GET /administration/circuits': { url: () => '/administration/circuits', may: administrators },
  'GET /administration/competences/regles': {
    url: () => '/administration/competences/regles',
    may: administrators,
  },
  'POST /administration/competences/regles/fichier': {
    ...form('/administration/competences/regles/fichier', { query: '' }, [303]),
    may: administrators,
  },
}
