import { STOP_WORDS } from '../knowledge/analysis/stop-words.ts'

/**
 * Words of everyday chat, and English given names that are words. Somebody may be called so, but the word alone names
 * nobody: taking "will" out of every sentence would ruin the sentence and put a member where none is meant.
 */
const CHAT_WORDS = `able account admin afk again age ago air alien alpha amber angel animal anon app april arch archer area arm
  art ash ask august autumn away baby bad bag ball banana bar base bat battle beach bean bear beast beat beauty bed bee beer
  bell beta big bill bird bit bite black blade blaze blood blue boat body bolt bomb bone book boom boss bot bow box boy brain
  brave bread break brick bright brother brown bug build bull bunny bush butter button cake call camp candy cap captain car card
  carol case cash cat chad chance change channel chaos chase chat cheese chef cherry chess chip city clay clear click cloud
  clown coal coast code coffee coin cold cook cookie cool core corn cow crab craft crash crazy cream cross crow crown cup cute
  daddy daisy damage dark data dawn day dead deal dear death deep deer demon design desk dev developer devil diamond discord doctor dog doom door
  dork dot down dragon dread dream drew drive drop duck dude duke dust eagle ear early earth east easy echo edge egg ember end
  engine error eve evening event everyone evil eye face fact fail fair faith fake fall fan farm fast fat fear feedback feel fern
  fight file film fire first fish fix flash flat flow flower fluff fly fog food fool foot force forest form fox frank free
  friend frog frost fuel full fun funny game gamer gaming gas gate gem general gene ghost giant girl glass goat god gold golden good
  goose grace grant grape grass gray great green grey grim ground group guard guest guide gun guy guys hair half hall hand
  happy hard harmony harry hat hawk hazel head heart heat heath heather heaven hell hello hey hero high hill holly home honey
  hope horse host hot hour house hug hull human hunt hunter ice idea idiot image ink iris iron island ivy jack jade january
  jar jay jet job joke joker joy judge juice july jump june jungle junior just kid kill king kit kitty knife knight lab lad
  lady lake lance land lane large laser last late laugh lava law layout lead leaf league learn left leg lemon level liberty
  life light lily lime line link lion list live load lock log logic lol lone long lord lost lot loud love low luck lucky lunar
  mad magic mail main man manager map march marina mark mars mason master mat match matter maverick max may maze meadow meat
  medal melody member meme men mercy message metal mice midnight mike miles milk mind mint miss mist mod model moderator mom
  money monk monkey monster month mood moon morning moss moth mother motor mountain mouse mouth mud music mute name nature navy
  near neat neck never new news nice nick night ninja nobody noise none noob north nose note nova null number nurse nut oak ocean
  odd office official oil old olive omega one only open orange order otter outcast owl owner pack page pain paint panda panic paper parent
  park part party pat patch path peace peach peak pearl pen penny people pepper person pet phantom phase phoenix phone pick pie
  piece pig pilot pin pine pink pipe pirate pixel pizza place plan planet plant play player plot point poison poll pool poor
  pop poppy post pot potato power present press price pride prince princess print pro problem profile project proof public
  puff pump punk pure purple queen question quick quiet quill rabbit race radio rage rain random ranger rat rate raven ray reader ready
  real reaper reason rebel red reed reef reply rex rice rich rick right ring rise river road rob robin robot rock rocket role
  room root rose round row ruby rule run rush rust sad safe sage sail salt sam sand sandy sass savage school scope score scout
  sea season second secret seed self send server shadow shape shark sharp she shell shield ship shop short shot show shy side
  sign silent silver simple sir sister six size skin skull sky slate sleep slice slime sloth slow small smart smile smoke snack
  snake snow soft soil solar soldier solo someone son song sonny soon soul sound soup south space spam spark speed spell spice spider
  spike spin spirit spot spring spy square squid staff stage star start state steam steel stella step steward stick still stone
  stop storm story strange stranger street strong student studio studios stuff stupid sue sugar summer sun sunny super support sure swan sweet
  swift sword system table tank taylor tea teach team tech terry test text thing thorn thread thunder tide tiger time tin tiny
  toad toast today tom tomato tommy top torch touch toxic toy trace track trade train trash tree trick troll trouble truck true trust
  truth tube turtle twin type ugly uncle undefined unit unknown user vale valley vampire vector velvet version victor video
  view viola violet viper virus void voice volt wade walk walker wall war ward warm warrior watch water wave way weak web week weird west
  whale wheel whisper white wild willow win wind window wing winter wise witch wizard wolf woman wonder wood woods word work
  world worm wow wrath wren wrong yard year yellow young youth zen zero zombie zone`

export const COMMON_WORDS: ReadonlySet<string> = new Set([...STOP_WORDS, ...CHAT_WORDS.split(/\s+/)])
