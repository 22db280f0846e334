"""The sites of the sample world."""

from dozor.world.sites.cptgrantov import CptGrantov
from dozor.world.sites.dobro import Dobro
from dozor.world.sites.fondpotanin import FondPotanin
from dozor.world.sites.fondtimchenko import FondTimchenko
from dozor.world.sites.fund_files import FundFiles
from dozor.world.sites.fund_results import FundResults
from dozor.world.sites.grants_culture import GrantsCulture
from dozor.world.sites.iz import Iz
from dozor.world.sites.ksorstn import Ksorstn
from dozor.world.sites.myrosmol import Myrosmol
from dozor.world.sites.myvmeste import MyVmeste
from dozor.world.sites.pln_pskov import PlnPskov
from dozor.world.sites.portals import CultureFund, Tomsk, Vbudushee, Yaroslavl
from dozor.world.sites.president_grants import PresidentGrants
from dozor.world.sites.site import Site
from dozor.world.sites.vsekonkursy import VseKonkursy
from dozor.world.sites.ysia import Ysia

SITES: tuple[type[Site], ...] = (
    *(PlnPskov, Iz, Ksorstn, Ysia),
    *(PresidentGrants, FundResults, CultureFund, Vbudushee, Yaroslavl, Tomsk),
    *(GrantsCulture, FondPotanin, FondTimchenko, Myrosmol),
    *(MyVmeste, Dobro, VseKonkursy, CptGrantov),
)
FILE_HOSTS: tuple[type[Site], ...] = (FundFiles,)
"""Hosts that hold files of those sites, and no records of their own."""
