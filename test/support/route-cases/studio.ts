import { administrators, among, form, type RouteCase } from './case.ts'

const HERE = '/administration/formulaires'
const tag = `${HERE}/tag`
// It is read in English too.
const pothole = `${HERE}/nid-de-poule`
// What the whole territory asks is the metropolis's to write, and every authority's to read, copy and begin anew.
const may = among('admin')
const reads = ([at, one]: [string, RouteCase]): [string, RouteCase] => [at, { ...one, may: administrators }]

const read = (at: string, url: string): [string, RouteCase] => [`GET ${at}`, { url: () => url, may }]
const written = (
  at: string,
  url: string,
  statuses: readonly number[] = [409, 422],
  values: Record<string, string> = {},
): [string, RouteCase][] => [read(at, url), [`POST ${at}`, { ...form(url, values, statuses), may }]]
const done = (at: string, url: string, values: Record<string, string>, statuses: readonly number[]) =>
  [`POST ${at}`, { ...form(url, values, statuses), may }] as [string, RouteCase]

const one = `${HERE}/:formulaire`
const question = `${tag}/questions/place`
const page = `${tag}/pages/place`
const menu = `${HERE}/cantine/questions/menu`
const bike = `${HERE}/prime-velo/pages`
const lunches = `${HERE}/cantine/conditions/lunches`

export const studio: Readonly<Record<string, RouteCase>> = Object.fromEntries([
  reads(read(HERE, HERE)),
  reads(read(one, tag)),
  read(`${one}/publier`, `${tag}/publier`),
  read(`${one}/rejeu`, `${tag}/rejeu`),
  done(`${one}/rejeu`, `${tag}/rejeu`, {}, [303]),
  read(`${one}/tests`, `${tag}/tests`),
  ...['nouveau', 'enregistrer'].flatMap((what) => written(`${one}/tests/${what}`, `${tag}/tests/${what}`)),
  ...['attendu', 'retirer'].flatMap((what) =>
    written(`${one}/tests/:test/${what}`, `${pothole}/tests/sans_photo/${what}`, [303, 409, 422]),
  ),
  ...written(`${one}/tests/:test/reponses`, `${pothole}/tests/sans_photo/reponses`, [409]),
  done(`${one}/tests/:test/accepter`, `${pothole}/tests/sans_photo/accepter`, {}, [303]),
  read(`${one}/historique`, `${tag}/historique`),
  reads(read(`${one}/apercu`, `${tag}/apercu?comme=agent`)),
  reads(done(`${one}/apercu`, `${tag}/apercu`, { etape: 'place' }, [422])),
  read(`${one}/chemins`, `${tag}/chemins`),
  done(`${one}/chemins`, `${tag}/chemins`, {}, [303]),
  read(`${one}/lien`, `${pothole}/lien`),
  read(`${one}/traductions`, `${tag}/traductions`),
  ...written(`${one}/traductions/ajouter`, `${tag}/traductions/ajouter`),
  read(`${one}/traductions/:langue`, `${pothole}/traductions/en`),
  done(`${one}/traductions/:langue`, `${pothole}/traductions/en`, {}, [303]),
  ...written(`${one}/traductions/:langue/retirer`, `${pothole}/traductions/en/retirer`, [409]),
  ...written(`${HERE}/nouveau`, `${HERE}/nouveau`).map(reads),
  ...written(`${HERE}/importer`, `${HERE}/importer`, [422]).map(reads),
  reads(done(`${HERE}/importer/garder`, `${HERE}/importer/garder`, {}, [422])),
  reads(read(`${one}/fichier`, `${tag}/fichier`)),
  ...written(`${one}/copier`, `${tag}/copier`).map(reads),
  ...written(`${one}/titre`, `${tag}/titre`),
  ...written(`${one}/archiver`, `${tag}/archiver`, [422]),
  [`GET ${one}/remettre`, { url: () => `${HERE}/ancien-formulaire/remettre`, may, statuses: [404] }],
  done(`${one}/remettre`, `${HERE}/ancien-formulaire/remettre`, {}, [404]),
  ...written(`${one}/questions/:question/reponses/:reponse/quand`, `${menu}/reponses/basket/quand`),
  ...['verifications', 'arrets'].flatMap((what) =>
    written(`${one}/pages/:page/${what}/nouveau`, `${page}/${what}/nouveau`),
  ),
  ...written(
    `${one}/pages/:page/verifications/:arret/changer`,
    `${bike}/bike/verifications/too_late/changer`,
  ),
  ...written(
    `${one}/pages/:page/verifications/:arret/retirer`,
    `${bike}/bike/verifications/too_late/retirer`,
    [409],
  ),
  ...written(`${one}/pages/:page/arrets/:arret/changer`, `${bike}/means/arrets/above/changer`),
  ...written(`${one}/pages/:page/arrets/:arret/retirer`, `${bike}/means/arrets/above/retirer`, [409]),
  ...written(`${one}/questions/:question/calcul`, `${HERE}/cantine/questions/meal_price/calcul`),
  read(`${one}/conditions`, `${tag}/conditions`),
  ...written(`${one}/conditions/nouvelle`, `${tag}/conditions/nouvelle`),
  ...written(`${one}/conditions/:condition/changer`, `${lunches}/changer`),
  ...written(`${one}/conditions/:condition/retirer`, `${lunches}/retirer`),
  ...written(`${one}/ordre`, `${tag}/ordre`),
  ...written(`${one}/pages/nouvelle`, `${tag}/pages/nouvelle`),
  ...['changer', 'quand', 'questions/nouvelle'].flatMap((what) =>
    written(`${one}/pages/:page/${what}`, `${page}/${what}`),
  ),
  ...written(`${one}/pages/:page/retirer`, `${page}/retirer`, [409]),
  ...['changer', 'quand', 'obligatoire', 'deplacer', 'reponses'].flatMap((what) =>
    written(`${one}/questions/:question/${what}`, `${question}/${what}`),
  ),
  ...written(
    `${one}/questions/:question/questions/nouvelle`,
    `${HERE}/logement-insalubre/questions/rooms/questions/nouvelle`,
  ),
  ...written(`${one}/questions/:question/retirer`, `${question}/retirer`, [409]),
  ...written(`${one}/questions/:question/modele`, `${HERE}/nid-de-poule/questions/photos/modele`, [422]),
  ...['monter', 'descendre'].flatMap((way) => [
    done(`${one}/${way}`, `${tag}/${way}`, { question: 'rien' }, [404]),
    done(`${one}/pages/${way}`, `${tag}/pages/${way}`, { page: 'rien' }, [303]),
  ]),
  ...['annuler', 'retablir'].map((way) => done(`${one}/${way}`, `${tag}/${way}`, { acte: '999' }, [409])),
  ...['relire', 'approuver'].map((act) => done(`${one}/${act}`, `${tag}/${act}`, {}, [409])),
  ...written(`${one}/renvoyer`, `${tag}/renvoyer`, [422]),
  done(`${one}/versions`, `${tag}/versions`, { version: '999' }, [404]),
  ...['publier', 'reprendre', 'abandonner'].map((act) => done(`${one}/${act}`, `${tag}/${act}`, {}, [303])),
])
