// Host stand-in for the vendor's ap_axi_sdata.h: one AXI4-Stream beat without side channels.
#ifndef FS_COMPAT_AP_AXI_SDATA_H
#define FS_COMPAT_AP_AXI_SDATA_H

#include <ap_int.h>

template <int D, int U, int TI, int TD>
struct ap_axiu {
    static_assert(U == 0 && TI == 0 && TD == 0, "user, id and dest are not used here");
    ap_uint<D> data;
    ap_uint<(D + 7) / 8> keep;
    ap_uint<(D + 7) / 8> strb;
    ap_uint<1> last;
};

#endif
