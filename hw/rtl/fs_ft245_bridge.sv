// FTDI FT2232H and FT232H in synchronous FIFO mode (bit mode 0x40) to the link's pipe of bytes.
//
// The chip gives the clock `ft_clk`, 60 MHz, and everything at its pins happens on its rising edge: a byte is read on an edge with RXF# and RD# low, and
// written on one with TXE# and WR# low. OE# goes low a clock before RD# and turns the chip's drivers on; ours are on while OE# is high and `ft_drive`.
// SIWU# goes low for a clock when there is nothing more to write, so that the chip does not keep a short packet until its latency timer ends.
// Reading goes first: the host never has more in flight than the link has promised to take. All outputs are registers.
// The bytes pass to `clk` and back through one queue each, of 2^ADDRESS_BITS bytes; the link takes bytes on any clock, so that from 60 MHz on none is held up.
// `ft_rst` and `rst` are the same reset in the two clocks. The chip's clock begins when a host asks for FIFO mode, long after power-on: `ft_rst` quiets the pins
// without it (fs_reset_synchroniser), and `rst` lasts until some clocks after `ft_rst`.
`default_nettype none

module fs_ft245_bridge #(
    parameter int ADDRESS_BITS = 4
) (
    input  wire logic       ft_clk,
    input  wire logic       ft_rst,
    input  wire logic       ft_rxf_n,
    input  wire logic       ft_txe_n,
    output logic            ft_rd_n,
    output logic            ft_wr_n,
    output logic            ft_oe_n,
    output logic            ft_siwu_n,
    input  wire logic [7:0] ft_data_in,
    output logic      [7:0] ft_data_out,
    output logic            ft_drive,

    input  wire logic       clk,
    input  wire logic       rst,
    output logic            in_valid,
    output logic      [7:0] in_data,
    input  wire logic       out_valid,
    output logic            out_ready,
    input  wire logic [7:0] out_data
);
    typedef enum logic [1:0] {IDLE, TURN, READ, WRITE} state_t;

    state_t state;
    logic read;
    logic read_room;
    logic write_room;
    logic arrived;
    logic write_waits;
    logic write_take;
    logic [7:0] write_data;
    logic loaded;
    logic still_loaded;
    logic flush;

    // What the edge does, from the pins as they are. A byte that was put out stays there until the chip has taken it, also while others are read.
    assign read = !ft_rd_n && !ft_rxf_n;
    assign still_loaded = loaded && (ft_wr_n || ft_txe_n);
    assign write_take = state == WRITE && write_waits && !still_loaded && ft_rxf_n;
    assign out_ready = write_room && !rst;
    assign in_valid = arrived && !rst;

    fs_async_fifo #(.ADDRESS_BITS(ADDRESS_BITS), .SPARE(2)) from_host (
        .in_clk(ft_clk), .in_rst(ft_rst), .in_valid(read), .in_room(read_room), .in_data(ft_data_in),
        .out_clk(clk), .out_rst(rst), .out_valid(arrived), .out_ready(1'b1), .out_data(in_data));

    fs_async_fifo #(.ADDRESS_BITS(ADDRESS_BITS)) to_host (
        .in_clk(clk), .in_rst(rst), .in_valid(out_valid && out_ready), .in_room(write_room), .in_data(out_data),
        .out_clk(ft_clk), .out_rst(ft_rst), .out_valid(write_waits), .out_ready(write_take), .out_data(write_data));

    always_ff @(posedge ft_clk)
        if (write_take)
            ft_data_out <= write_data;

    always_ff @(posedge ft_clk or posedge ft_rst)
        if (ft_rst) begin
            state <= IDLE;
            ft_rd_n <= 1'b1;
            ft_wr_n <= 1'b1;
            ft_oe_n <= 1'b1;
            ft_siwu_n <= 1'b1;
            ft_drive <= 1'b0;
            loaded <= 1'b0;
            flush <= 1'b0;
        end else begin
            ft_siwu_n <= 1'b1;
            unique case (state)
                IDLE: begin
                    if (!ft_rxf_n && read_room) begin
                        state <= TURN;
                        ft_oe_n <= 1'b0;
                        ft_drive <= 1'b0;
                    end else if ((write_waits || loaded) && !ft_txe_n) begin
                        state <= WRITE;
                        ft_drive <= 1'b1;
                    end else if (flush && !loaded) begin
                        ft_siwu_n <= 1'b0;
                        flush <= 1'b0;
                    end
                end
                TURN: begin
                    state <= READ;
                    ft_rd_n <= 1'b0;
                end
                READ: if (ft_rxf_n || !read_room) begin
                    ft_rd_n <= 1'b1;
                    ft_oe_n <= 1'b1;
                    state <= IDLE;
                end
                default: begin
                    loaded <= still_loaded || write_take;
                    if (write_take)
                        flush <= 1'b1;
                    if (write_take || (still_loaded && !ft_txe_n))
                        ft_wr_n <= 1'b0;
                    else begin
                        ft_wr_n <= 1'b1;
                        ft_drive <= 1'b0;
                        state <= IDLE;
                    end
                end
            endcase
        end
endmodule

`default_nettype wire
