import { stemOf, stopWords } from "../../core/words.ts";

/*
 * English words that people write in questions about programmes. They are never taken for a misspelt name, and a name that
 * is one of them counts only where it is written as a name. Compact on purpose: words are compared by stem as well, and
 * the words that ask for attributes come on top.
 */
const words = `ability able above academic accept access account achieve across act action active activity actual add
address adult advice affect afford afternoon age agency agree aid aim alarm allow almost alone alternative amber amount analysis
annual answer anyone apart appear apply approach area argue arrange article assess asset assist attach attempt attend audit author
authority autumn award aware away baby back bacon bad bank bar barn barrier base basic bath battle beach bed begin behaviour behind
believe belong below benefit best better bid big bill bird birth bite black blank block blue board boat body bolt bond book boot
border borough boss bottle bottom box branch brave bread break bridge brief bring broad broken brother brown budget build burden
burn bury bus business busy button buy cabin calendar call camp campaign campus cancel candid capacity capital car card care career
carer carry case cash castle catch category cause ceiling cell census central centre certain chain chair challenge chance change
channel charge charity chart cheap check chest chief child children choice choose church circle citizen city claim class clean
clear clever client climate clinic close closed coast code cohort cold collect college column combine come commission commit
committee common communicate community company compare complete complex concern condition conference confirm conflict connect
consider consult contact contain content context continue contract control cook cool cooperate coordinate copy core corner correct
cost council councillor count country county couple course court cover create credit crime crisis critic cross crowd culture cup
current custom cut cycle daily damage danger dark data date daughter day dead deal dear death debate debt decade decide decision
deep defend define degree delay deliver delivery demand dental department depend deprive depth deserve design desk detail develop
device devolve dial diet differ digital dinner direct director disability disadvantage discuss disease district divide doctor
document dog domestic door double doubt down dozen draft draw dream drink drive drop drug duration durable duty early earn east easy
eat economy edge educate education effect effort elder elect eleven email emerge employ empty enable end energy engage england
english enjoy enough ensure enter entire environment equal error essay establish estate estimate evaluate even evening event ever
every everyone everything evidence evolution evolve exam example except exchange exist expand expect expensive experience expert explore
express extend extra eye face fact factor fail fair faith fall family famous far farm fast father favour fear feature fee feed feel
female few field fight figure file fill film final finance find fine finger finish fire firm first fish fit fix flag flat flexible
floor flow focus folder follow food foot force foreign forest form formal former forward found four frame framework free fresh friend
front fuel full fun function fund funding future gain game gap garden gas gate gather general gentle girl goal gold good govern
government grade grand grant graph great green grey ground group grow guard guess guide guidance habit hack hacker half hall hand
handle happen happy hard harm haste hate head heading heal health hear heart heat heavy height hello help hide high hill hire history
hit hold holiday home homeless honest hope hospital host hot hotel hour house housing huge human hundred hungry hunt husband idea
identify image impact implement important improve incident include income increase independent index individual indoor industry
inform initial initiative innovate input inquiry inside insight inspire install instead institute insure integrate intend interest
internal international interview introduce invest invite involve island issue item january february march april june july august
september october november december job join joint journey judge jump junior justice keen keep key kick kid kill kind kitchen knew
knowledge lab label labour lack lady land lane language large last late later latest laugh launch law lawyer lay lead leader league
learn least leave left leg legal lend length lesson letter level library licence life lift light like likely limit line link list
listen little live living load loan local locally location lock long look lose loss lot love low lower loyal luck lunch machine magic
main maintain major make male manage map margin mark market marry match material matter mayor meal mean measure media medical meet
member memory mental mention message method metric middle mile million mind minister minor minute miss mission mistake mix mobile
model modern moment money monitor month mood moral morning mother motion mount mouth move movement multiple museum music myself
narrow nation national nature neat need neighbour neighbourhood nephew nerve network never new news next nice night nine nobody
noise none norm normal north note nothing notice novel number nurse object observe obtain obvious occur offer office officer
official often old open operate opinion opportunity option order organise organisation original outcome outline output outside oven
overall pace pack page paid pain paint pair panel paper parent parish park part partner partnership party pass past path patient
pattern pause pay peace peer pen people perform perhaps period permit person personal phase phone photo phrase pick picture piece
pilot pivot place plan planet plant plate play please plenty plus pocket point police policy political pool poor popular portal
position positive possible post potential pound poverty power practice prefer prepare present press pressure pretty prevent price
primary prime print priority prison private prize problem process produce product profit programme progress project promise promote
proof proper property propose protect provide public publish pull pupil purchase pure purpose push put quality quarter queen question
quick quiet quote race rag rail rain raise range rank rapid rare rate rating rather reach react read reader reading ready real
realise reason recall receive recent recommend record recover recycle red reduce refer reform refuse regard regenerate regeneration
region regular reject relate relation release relevant rely remain remember remind remote remove rent repair repeat replace reply
report represent request require rescue research reserve resident resource respond responsible rest restore result retain retire
return reveal revenue review reward rice rich ride right ring rise risk river road role roll roof room root rough round route routine
row rugby rule run rural rush safe safety salary sale same sample sand sandwich save saving say scale scene schedule scheme school
science scope score scrap screen sea search season seat second secret section sector secure see seek seem select self sell send senior
sense separate series serious serve service session set settle seven several severe shadow shape share sharp shelf shift ship shirt
shock shoe shop short shot shoulder shout show shut sick side sign signal silent silver similar simple since sing single sister sit
site situation six size skill skin sleep slide slip slow small smart smoke smooth social society soft soil sole solid solution solve
somebody someone something sometimes son song soon sorry sort sound source south space speak special spend spending spirit split
sport spot spread spring square staff stage stake stand standard star start state statement station statistic stay steal steel step
stick still stock stone stop store story straight strand strange strategy street strength stress strict strike string stroke strong
structure student study stuff style subject submit succeed success sudden suffer suggest suit summary summer sun supply support
suppose sure surface surprise survey suspect sustain sweet switch symbol system table tackle take talk target task tax teach team
tech technology teen telephone ten tend term terrible test text thank theme theory thing think third thirteen thirty thought thousand
threat three threshold throw ticket tie tight till time tiny title today together tomorrow tone tonight tool top topic total touch
tough tour toward tower town track trade tradition traffic train training transfer transform transport travel treat tree trend trial
tried trip trouble true trust truth try turn twelve twenty twice twin two type typical under understand union unit unite united
universal university unless unlock update upgrade upper urban urge urgent use used user usual valley value van variety various vary
venture version victim video view village violence visit vital voice volunteer vote wage wait wake walk wall want war ward warm warn
wash waste watch water wave way weak wealth wear weather web website wedding week weekend weight welcome welfare well wells west wet
wheel whereas white whole wide wife wild win wind window winter wish woman women wonder wood word work worker world worry worse worst
worth wound write wrong yard year yellow yes yesterday yet young youth zero zone par ho la toc dose sod deal lot data bit bot bet ally
alb lap lip dot tip top sir mam`;

const common: ReadonlySet<string> = new Set([...words.split(/\s+/), ...stopWords]);
const commonStems: ReadonlySet<string> = new Set(Array.from(common, stemOf));

/** True for an ordinary English word, as it stands. */
export function isCommonWord(folded: string): boolean {
  return common.has(folded);
}

/** True for any form of an ordinary English word: `delivering`, `boroughs`. */
export function isCommonForm(folded: string): boolean {
  return common.has(folded) || commonStems.has(stemOf(folded));
}
