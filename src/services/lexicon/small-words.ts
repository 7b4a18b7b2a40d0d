// Words of spoken French that do not say what is sought: dropped, or counted for little. Plain words.
import { stem } from './stem.ts'

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Articles, pronouns, prepositions, auxiliaries, politeness, and their spellings on a telephone. */
const DROPPED = list(
  `a ai aie aient ais ait as au aura aurais aurait aux avais avait avec avez avoir avons c ca ce cela celle celui ces cest cet cette
  ceux chaque chez ci comme comment d dans de deja des donc dont du elle elles en encore es est et etaient etait ete etes etre eu euh
  eux faire fais faisait fait faites faut font hein ici il ils j jai je jme jsuis jveu jveux l la le les leur leurs lui m ma mais me
  meme mes mi moi mon n ne ni nos notre nous on ont or ou oui par parce pas pendant peu peut peuvent peux plus pour pourquoi pourrais
  pourrait pouvez pouvoir puis qu que quel quelle quelles quels qui quoi r s sa sans se sera serait ses si soi soit son sont sous
  suis sur t ta tant te tes toi ton tous tout toute toutes tres trop tu u un une va vais vas vers veu veulent veut veux voila voir
  voudrais voudrait voulez vouloir vont vos votre vous vs y ya
  svp stp merci bonjour bonsoir bjr bsr slt salut hello madame monsieur cordialement urgent urgence aider aidez help mari femme
  ki ke koi pk pkoi kan koman pr ds dla dun dune ac vou jvoudrai jvoudrais jaimerais jaimerai faudrait dois doit doivent devoir devons
  aimerais aimerait souhaite souhaiterais souhaitons cherche cherchons chercher trouver besoin possible puisje savoir sait sais
  connaitre concernant propos sujet suite via ainsi alors aussi apres avant depuis toujours jamais souvent beaucoup bien tellement
  vraiment juste presque quelque quelques quelquun quelqu autre autres ah oh ben bah lorsque afin entre jusque jusqu cote devant
  derriere pres proche face dessus dessous dehors dedans loin partout`,
)

/** Words that accompany what is sought: they decide only between equals. */
const WEAK = list(
  `voisin voisins voisine voisinage gens personne monde fils fille pere mere parent parents grand grands grande grandes
  papi papy mamie mamy papa maman tonton tata oncle tante cousin cousine
  gros grosse grosses enorme petit petite petits petites nouveau nouvelle nouveaux vieux vieille vieilles ancien ancienne mauvais beau
  rue avenue boulevard quartier ville village immeuble maison appartement batiment residence coin endroit lieu adresse commune
  probleme problemes pb prob souci soucis question info infos information informations renseignement renseignements
  demande demander demandes demarche demarches formulaire dossier service services site ligne internet papier papiers
  signaler signalement declarer declaration prevenir obtenir recuperer recevoir avoir prendre mettre donner poser deposer
  envoyer remplir completer changer renouveler refaire enlever retirer jeter appeler contacter venir passer passe passent passee aller arriver arrive
  jour jours semaine semaines mois annee annees ans an hier demain aujourd hui matin soir nuit weekend samedi dimanche lundi mardi
  mercredi jeudi vendredi temps moment heure heures fois combien prix cout tarif tarifs gratuit delai date
  janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  tomber tombe tombee reste laisse laisser trouve trouvee perdu perdue disparu disparue quand car
  dit dire dis disent chose choses truc trucs deux trois quatre cinq six sept huit neuf dix premier premiere premiers dernier derniere
  derniers dernieres prochain prochaine prochains bon bonne bons bonnes meilleur meilleure mieux vrai vraie mal seulement moins
  partir part viens vient viennent venu venue vien rester restent reste arreter arrete arretent crois croire pense penser pensais
  aime aimer aimerais parler parle parlent comprendre comprends compris commencer commence essayer essaie essaye regarder regarde
  entendre entends entend entendu devenir devenu devient difficile facile simple simplement impossible bizarre normal normalement
  plusieurs certain certains certaine certaines different differents differente chance genre type sorte facon moyen cas raison raisons
  retour revenir revient revenu rentrer rentre rentree entrer entre entree sortir sort sortent finir fini finit continuer continue
  utiliser utilise montrer semble parait pareil pareille longtemps long longue bientot tard recemment actuellement maintenant minute
  minutes soiree matinee midi ailleurs autour milieu debut fin bout avance environ sinon enfin vaut coute coutent couter
  combien habite habiter habitons habitent copain copine copains copines ami amie amis amies mec gars frere soeur freres soeurs
  neveu niece belle beau voulu voulait oblige obligatoire obligatoirement exactement completement directement rapidement facilement
  retrouver ramener amener emmener sait savent deja normale personnes quelquefois tellement enormement plein`,
)

const WEAK_STEMS: ReadonlySet<string> = new Set([...WEAK].map(stem))

/** « Ne marche plus »: says nothing alone, and belongs to a phrase. */
export const isNegation = (word: string): boolean =>
  word === 'pas' || word === 'non' || word === 'plus' || word === 'sans'
export const isDropped = (word: string): boolean => word.length < 2 || DROPPED.has(word)
/** Is it the stem of one? */
export const isWeakStem = (stemmed: string): boolean => WEAK_STEMS.has(stemmed)
export const isWeak = (word: string): boolean => WEAK.has(word)
/** Every small word of four letters at least, to understand « coment » and « voudrai ». */
export const SMALL_WORDS: readonly string[] = [...DROPPED, ...WEAK].filter((word) => word.length > 3)

const PLACE_LINKS = list('sur dans devant derriere sous contre pres face bord')
/** « Sur le trottoir », « devant l’école »: what follows is where, not what. */
export const isPlaceLink = (word: string): boolean => PLACE_LINKS.has(word)

const STREETS = list('rue avenue boulevard bd place cours quai chemin impasse allee route montee square')
export const isStreet = (word: string): boolean => STREETS.has(word)

const COMPLEMENT_LINKS = list('pour en au aux vers')
const ARTICLES = list('l le la les un une des')
/** « Visa pour le Canada », « compte en banque »: what follows is what it is about. */
export const isComplement = (two: string, one: string): boolean =>
  COMPLEMENT_LINKS.has(one) || (ARTICLES.has(one) && (two === 'a' || COMPLEMENT_LINKS.has(two)))

const STREET_LINKS = list('d de du des l la le les')
/** « Rue de la République ». */
export const isStreetLink = (word: string): boolean => STREET_LINKS.has(word)
