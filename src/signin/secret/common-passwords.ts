// Words that guessers try first, without accents and in lower case: French, English, keyboards, names, places, clubs.
// The dictionary of what people of here choose, for the estimate (strength.ts).

const LIST = `
motdepasse monmotdepasse lemotdepasse unmotdepasse motdepass nouveaumotdepasse changemoi changezmoi changer changement
bonjour bonsoir bienvenue bienvenu salut coucou aurevoir merci bisous bisou calin jetaime jetadore jetaimefort monamour
amour amoureuse amoureux toujours pourtoujours cheri cherie moncheri macherie doudou loulou chouchou chaton minou minette
loulette poupette princesse princes papillon coccinelle libellule abeille chocolat caramel vanille fraise framboise cerise
soleil lune etoile nuage printemps automne hiver vacances weekend famille mafamille maison voiture jardin cuisine musique
guitare football footballeur rugby tennis petanque basket handball bretagne normandie alsace provence auvergne bourgogne
france vivelafrance paris lyon lyonnais marseille bordeaux toulouse nantes lille rennes strasbourg montpellier grenoble
saintetienne villeurbanne bellecour fourviere olympique olympiquelyonnais olympiquedemarseille allezlom allezlol parissaint
parissaintgermain stadefrancais equipedefrance zidane mbappe ronaldo messi naruto pokemon pikachu starwars batman superman
spiderman doraemon harrypotter minecraft fortnite nintendo playstation azerty azertyuiop azertyuiopqsdfghjklm qsdfghjklm
wxcvbn qwerty qwertyuiop qwertyuiopasdfghjkl asdfghjkl zxcvbnm qwertz azeqsdwxc aqwzsxedc qazwsxedc wsxcde password
passwords passwort passphrase mypassword thepassword newpassword letmein letmeinplease welcome welcomeback iloveyou ilovefrance
iloveu loveyou lovely sunshine princess dragon monkey shadow master football baseball superman trustno computer ordinateur
internet samsung iphone android google facebook instagram snapchat tiktok orange bouygues livebox freebox microsoft windows
administrateur administrator administration admin root superadmin utilisateur user invite guest secret secrets topsecret
confidentiel securite mairie metropole commune prefecture habitant citoyen usager service servicepublic publique test testtest
essai demo demonstration exemple example provisoire temporaire temporary default defaut compte moncompte connexion acces
nicolas stephane christophe philippe sebastien frederic alexandre thomas julien guillaume maxime antoine pierre francois
laurent patrick pascal thierry michel bernard jean marie isabelle nathalie catherine sandrine veronique christine stephanie
celine aurelie emilie caroline camille charlotte juliette manon chloe lea ines sarah mohamed karim fatima mathieu romain
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout septembre octobre novembre
decembre
`

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(LIST.split(/\s+/).filter((word) => word !== ''))
