"""Where things are: the divisions of the region (GB/T 2260)."""

import typing


class Prefecture(typing.NamedTuple):
    """A prefecture with its metrology institute, which institutions.json
    holds, and the point at which the institute stands."""
    code: str
    zh: str
    en: str
    institute: str
    latitude: float
    longitude: float
    weight: int  # how much there is to measure


class County(typing.NamedTuple):
    """A county or a city of the corps (兵团)."""
    code: str
    zh: str
    en: str


PREFECTURES = (
    Prefecture("650100", "乌鲁木齐市", "Urumqi", "urumqi", 43.83, 87.62, 9),
    Prefecture("650200", "克拉玛依市", "Karamay", "karamay", 45.58, 84.89, 4),
    Prefecture("650400", "吐鲁番市", "Turpan", "turpan", 42.95, 89.19, 3),
    Prefecture("650500", "哈密市", "Hami", "hami", 42.83, 93.51, 4),
    Prefecture("652300", "昌吉回族自治州", "Changji", "changji",
               44.01, 87.31, 6),
    Prefecture("652700", "博尔塔拉蒙古自治州", "Bortala", "bortala",
               44.91, 82.07, 3),
    Prefecture("652800", "巴音郭楞蒙古自治州", "Bayingolin", "bayingolin",
               41.73, 86.17, 5),
    Prefecture("652900", "阿克苏地区", "Aksu", "aksu", 41.17, 80.26, 5),
    Prefecture("653000", "克孜勒苏柯尔克孜自治州", "Kizilsu", "kizilsu",
               39.72, 76.17, 2),
    Prefecture("653100", "喀什地区", "Kashi", "kashi", 39.47, 75.99, 6),
    Prefecture("653200", "和田地区", "Hotan", "hotan", 37.11, 79.92, 4),
    Prefecture("654000", "伊犁哈萨克自治州", "Ili", "ili", 43.92, 81.32, 5),
    Prefecture("654200", "塔城地区", "Tacheng", "tacheng", 46.75, 82.98, 3),
    Prefecture("654300", "阿勒泰地区", "Altay", "altay", 47.85, 88.13, 3),
)

COUNTIES = tuple(County(*line.split("|")) for line in """\
650102|天山区|Tianshan
650103|沙依巴克区|Saybag
650104|新市区|Xinshi
650105|水磨沟区|Shuimogou
650106|头屯河区|Toutunhe
650107|达坂城区|Dabancheng
650109|米东区|Midong
650121|乌鲁木齐县|Urumqi County
650202|独山子区|Dushanzi
650203|克拉玛依区|Karamay District
650204|白碱滩区|Baijiantan
650205|乌尔禾区|Urho
650402|高昌区|Gaochang
650421|鄯善县|Shanshan
650422|托克逊县|Toksun
650502|伊州区|Yizhou
650521|巴里坤哈萨克自治县|Barkol
650522|伊吾县|Yiwu
652301|昌吉市|Changji City
652302|阜康市|Fukang
652323|呼图壁县|Hutubi
652324|玛纳斯县|Manas
652325|奇台县|Qitai
652327|吉木萨尔县|Jimsar
652328|木垒哈萨克自治县|Mori
652701|博乐市|Bole
652702|阿拉山口市|Alashankou
652722|精河县|Jinghe
652723|温泉县|Wenquan
652801|库尔勒市|Korla
652822|轮台县|Luntai
652823|尉犁县|Yuli
652824|若羌县|Ruoqiang
652825|且末县|Qiemo
652826|焉耆回族自治县|Yanqi
652827|和静县|Hejing
652828|和硕县|Hoxud
652829|博湖县|Bohu
652901|阿克苏市|Aksu City
652902|库车市|Kuqa
652922|温宿县|Wensu
652924|沙雅县|Shaya
652925|新和县|Xinhe
652926|拜城县|Baicheng
652927|乌什县|Wushi
652928|阿瓦提县|Awat
652929|柯坪县|Kalpin
653001|阿图什市|Artux
653022|阿克陶县|Akto
653023|阿合奇县|Akqi
653024|乌恰县|Wuqia
653101|喀什市|Kashi City
653121|疏附县|Shufu
653122|疏勒县|Shule
653123|英吉沙县|Yengisar
653124|泽普县|Zepu
653125|莎车县|Shache
653126|叶城县|Yecheng
653127|麦盖提县|Makit
653128|岳普湖县|Yopurga
653129|伽师县|Jiashi
653130|巴楚县|Bachu
653131|塔什库尔干塔吉克自治县|Taxkorgan
653201|和田市|Hotan City
653221|和田县|Hotan County
653222|墨玉县|Moyu
653223|皮山县|Pishan
653224|洛浦县|Lop
653225|策勒县|Qira
653226|于田县|Yutian
653227|民丰县|Minfeng
654002|伊宁市|Yining
654003|奎屯市|Kuytun
654004|霍尔果斯市|Horgos
654021|伊宁县|Yining County
654022|察布查尔锡伯自治县|Qapqal
654023|霍城县|Huocheng
654024|巩留县|Gongliu
654025|新源县|Xinyuan
654026|昭苏县|Zhaosu
654027|特克斯县|Tekes
654028|尼勒克县|Nilka
654201|塔城市|Tacheng City
654202|乌苏市|Wusu
654203|沙湾市|Shawan
654221|额敏县|Emin
654224|托里县|Toli
654225|裕民县|Yumin
654226|和布克赛尔蒙古自治县|Hoboksar
654301|阿勒泰市|Altay City
654321|布尔津县|Burqin
654322|富蕴县|Fuyun
654323|福海县|Fuhai
654324|哈巴河县|Habahe
654325|青河县|Qinghe
654326|吉木乃县|Jeminay
""".splitlines())

# Cities of 新疆生产建设兵团.
CORPS_CITIES = tuple(County(*line.split("|")) for line in """\
659001|石河子市|Shihezi
659002|阿拉尔市|Aral
659003|图木舒克市|Tumxuk
659004|五家渠市|Wujiaqu
659005|北屯市|Beitun
659006|铁门关市|Tiemenguan
659007|双河市|Shuanghe
659008|可克达拉市|Kokdala
659009|昆玉市|Kunyu
659010|胡杨河市|Huyanghe
659011|新星市|Xinxing
659012|白杨市|Baiyang
""".splitlines())

REGION = "650000"


def prefecture_of(code):
    """The prefecture in which a county lies; None of a city of the corps."""
    for prefecture in PREFECTURES:
        if prefecture.code[:4] == code[:4]:
            return prefecture
    return None
