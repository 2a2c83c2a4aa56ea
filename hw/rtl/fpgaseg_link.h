/* Every number of the link protocol (docs/link-protocol.md, sections 1 to 4), for C and C++. A test compares this file with LinkConstants. */
#ifndef FPGASEG_LINK_H
#define FPGASEG_LINK_H

#define FPGASEG_ProtocolVersion 1
#define FPGASEG_Sync0 0xFA
#define FPGASEG_Sync1 0x5E
#define FPGASEG_HeaderBytes 8
#define FPGASEG_TrailerBytes 4
#define FPGASEG_FrameOverhead 12
#define FPGASEG_LargestPayload 8192
#define FPGASEG_SmallestMaxPayload 16
#define FPGASEG_DataPrefixBytes 6
#define FPGASEG_IdleGapMilliseconds 50
#define FPGASEG_UartBitsPerByte 10
#define FPGASEG_IdBytes 32
#define FPGASEG_PassesShift 8
#define FPGASEG_PassesMask 3

#define FPGASEG_FrameTypeHello 0x01
#define FPGASEG_FrameTypeImage 0x02
#define FPGASEG_FrameTypePoll 0x03
#define FPGASEG_FrameTypeMaskAck 0x04
#define FPGASEG_FrameTypeReset 0x05
#define FPGASEG_FrameTypeHelloReply 0x81
#define FPGASEG_FrameTypeAck 0x82
#define FPGASEG_FrameTypeMask 0x83
#define FPGASEG_FrameTypeFrameDone 0x84
#define FPGASEG_FrameTypeRefusal 0x85

#define FPGASEG_RefusalReasonNoSession 1
#define FPGASEG_RefusalReasonUnknownType 2
#define FPGASEG_RefusalReasonBadLength 3
#define FPGASEG_RefusalReasonOutsideImage 4

#define FPGASEG_HelloBytes 6
#define FPGASEG_HelloReplyBytes 92
#define FPGASEG_MaskStatusBytes 8
#define FPGASEG_AckBytes 13
#define FPGASEG_FrameDoneBytes 36
#define FPGASEG_RefusalBytes 3

#endif
