// Every number of the link protocol (docs/link-protocol.md, sections 1 to 4). A test compares this file with the page and with LinkConstants.
`default_nettype none

package fpgaseg_link_pkg;
    localparam int ProtocolVersion = 1;
    localparam logic [7:0] Sync0 = 8'hFA;
    localparam logic [7:0] Sync1 = 8'h5E;
    localparam int HeaderBytes = 8;
    localparam int TrailerBytes = 4;
    localparam int FrameOverhead = 12;
    localparam int LargestPayload = 8192;
    localparam int SmallestMaxPayload = 16;
    localparam int DataPrefixBytes = 6;
    localparam int IdleGapMilliseconds = 50;
    localparam int UartBitsPerByte = 10;
    localparam int IdBytes = 32;
    localparam int PassesShift = 8;
    localparam int PassesMask = 3;

    localparam logic [7:0] FrameTypeHello = 8'h01;
    localparam logic [7:0] FrameTypeImage = 8'h02;
    localparam logic [7:0] FrameTypePoll = 8'h03;
    localparam logic [7:0] FrameTypeMaskAck = 8'h04;
    localparam logic [7:0] FrameTypeReset = 8'h05;
    localparam logic [7:0] FrameTypeHelloReply = 8'h81;
    localparam logic [7:0] FrameTypeAck = 8'h82;
    localparam logic [7:0] FrameTypeMask = 8'h83;
    localparam logic [7:0] FrameTypeFrameDone = 8'h84;
    localparam logic [7:0] FrameTypeRefusal = 8'h85;

    localparam logic [7:0] RefusalReasonNoSession = 8'd1;
    localparam logic [7:0] RefusalReasonUnknownType = 8'd2;
    localparam logic [7:0] RefusalReasonBadLength = 8'd3;
    localparam logic [7:0] RefusalReasonOutsideImage = 8'd4;

    localparam int HelloBytes = 6;
    localparam int HelloReplyBytes = 92;
    localparam int MaskStatusBytes = 8;
    localparam int AckBytes = 13;
    localparam int FrameDoneBytes = 36;
    localparam int RefusalBytes = 3;
endpackage

`default_nettype wire
